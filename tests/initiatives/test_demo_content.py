"""The demonstration set: right codes, right lengths, everything covered, nothing private."""

import json
import re
from collections import Counter
from datetime import date
from functools import cache
from itertools import chain, pairwise
from math import cos, hypot, radians
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from contributors.typography import typo
from initiatives.models import Actor, Location, Participation, Scale, Stage, Theme
from initiatives.submission.forms.actor import MOST_SKILLS, MOST_THEMES
from places.gazetteer import bundle

DEMO = Path(__file__).resolve().parents[2] / "initiatives" / "demo"
THEMES = ["gouvernance", "numerique", "alimentation", "ecologie", "urbanisme", "sante", "culture", "travail"]
ILLUSTRATIONS = {path.stem for path in (DEMO / "photos").glob("*.webp")}
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
KM_PER_DEGREE = 111.2
# The founding text names these, and nothing else of them may be said: no link, no date but the circle's.
FOUNDING = {
    "cercle-des-territoires-contributifs",
    "gouvernance-contributive-du-numerique-a-brest",
    "wiki-garrigues",
    "doc-brest",
    "territoire-collectif",
    "bretagne-creative",
    "wikibuilding",
}


def load(name):
    return json.loads((DEMO / name).read_text(encoding="utf-8"))


def sheets_of(path):
    return json.loads(path.read_text(encoding="utf-8"))


THEME_ROWS, TAGS, ACTORS = load("themes.json"), load("tags.json"), load("actors.json")
INITIATIVES = list(chain.from_iterable(map(sheets_of, sorted((DEMO / "initiatives").glob("*.json")))))
EXAMPLES = [sheet for sheet in INITIATIVES if sheet["example"]]
LOCATIONS = [location for sheet in INITIATIVES for location in sheet["locations"]]
POINTS = [location for location in LOCATIONS if location["kind"] == "point"]
E_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
TELEPHONE = re.compile(r"(?<!\d)(?:\+33|0)[ .\u00a0\u202f]?[1-9](?:[ .\u00a0\u202f]?\d\d){4}(?!\d)")

each_initiative = pytest.mark.parametrize("sheet", INITIATIVES, ids=lambda sheet: sheet["slug"])
each_actor = pytest.mark.parametrize("actor", ACTORS, ids=lambda actor: actor["slug"])


@cache
def places():
    """Return the communes by code, and the tokens of all wider territories, of the bundled gazetteer."""
    gazetteer = bundle.read()
    tokens = {f"region-{row.code}" for row in gazetteer.regions}
    tokens |= {f"departement-{row.code}" for row in gazetteer.departments}
    tokens |= {f"intercommunalite-{row.code}" for row in gazetteer.intercommunalities}
    regions = {row.code: row.region for row in gazetteer.departments}
    return {row.code: row for row in gazetteer.communes}, tokens, regions


def strings(value):
    """Return every text inside a JSON value."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    return list(chain.from_iterable(map(strings, value))) if isinstance(value, list) else []


def test_slugs_and_names_are_unique():
    for rows in (INITIATIVES, ACTORS, THEME_ROWS):
        slugs = Counter(row["slug"] for row in rows)
        assert max(slugs.values()) == 1
        assert all(SLUG.fullmatch(slug) and len(slug) <= 100 for slug in slugs)
    assert max(Counter(tag["name"].casefold() for tag in TAGS).values()) == 1


def test_themes_are_the_eight_of_the_design_and_tell_themselves_apart():
    assert [theme["slug"] for theme in sorted(THEME_ROWS, key=lambda theme: theme["rank"])] == THEMES
    for key, choices in (("colour", Theme.Colour.values), ("shape", Theme.Shape.values), ("icon", None)):
        values = [theme[key] for theme in THEME_ROWS]
        assert len(set(values)) == len(values)
        assert choices is None or set(values) <= set(choices)
    assert all(theme["name"] and len(theme["description"]) <= 2000 for theme in THEME_ROWS)


def test_tags_belong_to_a_theme_or_to_none_and_are_all_used():
    assert {tag["theme"] for tag in TAGS} == {*THEMES, None}
    used = Counter(name for sheet in INITIATIVES for name in sheet["tags"])
    assert set(used) == {tag["name"] for tag in TAGS}
    assert sum(count > 1 for count in used.values()) >= 40, "too few tags join several sheets"
    assert max(map(len, used)) <= 60


@each_initiative
def test_initiative_fits_the_models(sheet):
    assert 0 < len(sheet["title"]) <= 120
    assert 0 < len(sheet["summary"]) <= 280
    assert 0 < len(sheet["description"]) <= 10_000
    assert len(sheet["opening_hours"]) <= 500
    assert sheet["theme"] in THEMES
    assert set(sheet["themes"]) <= set(THEMES) - {sheet["theme"]}
    assert sheet["stage"] in Stage.values
    assert sheet["scale"] in Scale.values
    assert 1 <= len(set(sheet["tags"])) == len(sheet["tags"]) <= 5
    assert sheet["since"] is None or 1800 <= sheet["since"] <= 2026
    assert date(2025, 5, 23) <= date.fromisoformat(sheet["published"]) <= date(2026, 11, 23)
    assert sheet["locations"]
    if "verified" in sheet:
        assert sheet["published"] <= date.fromisoformat(sheet["verified"]).isoformat() <= "2026-11-23"
        assert sheet["example"]  # nothing is claimed of real initiatives


@each_initiative
def test_description_starts_its_titles_at_level_two(sheet):
    levels = [len(marks) for marks in re.findall(r"^(#+) ", sheet["description"], re.MULTILINE)]
    assert not levels or levels[0] == 2
    assert 1 not in levels
    assert all(after <= before + 1 for before, after in pairwise(levels))


@each_initiative
def test_initiative_names_known_actors_once_by_role(sheet):
    known = {actor["slug"] for actor in ACTORS}
    links = [(link["slug"], link["role"]) for link in sheet["actors"]]
    assert len(set(links)) == len(links)
    assert all(slug in known and role in Participation.Role.values for slug, role in links)


@each_initiative
def test_photo_is_ours_with_its_alternative_text(sheet):
    photo = sheet["photo"]
    if photo is not None:
        assert photo["image"] in ILLUSTRATIONS
        assert 20 <= len(photo["alt"]) <= 300
        assert photo["credit"] == "Illustration\u00a0: Territoires contributifs, CC BY-SA 4.0"


@each_actor
def test_actor_fits_the_models(actor):
    assert 0 < len(actor["name"]) <= 120
    assert actor["kind"] in set(Actor.Kind.values) - {"personne"}, (
        "a person is an actor only by their own consent"
    )
    assert 0 < len(actor["summary"]) <= 280
    assert actor["commune"] is None or actor["commune"] in places()[0]
    networks = {other["slug"] for other in ACTORS if other["kind"] == "reseau"}
    assert set(actor["networks"]) <= networks - {actor["slug"]}
    assert set(actor.get("themes", [])) <= {theme["slug"] for theme in THEME_ROWS}
    assert len(actor.get("skills", [])) <= MOST_SKILLS and len(actor.get("themes", [])) <= MOST_THEMES
    assert actor["example"] or not {"themes", "skills", "territory"} & actor.keys()
    assert actor.get("territory", "departement-29") in places()[1]


@pytest.mark.parametrize("location", LOCATIONS, ids=lambda location: location["kind"])
def test_location_has_what_its_kind_needs(location):
    communes, tokens, _ = places()
    fields = {
        "point": {"commune", "latitude", "longitude", "address"},
        "commune": {"commune"},
        "territory": {"territory"},
        "itinerant": {"territory"},
        "online": set(),
        "national": set(),
    }[location["kind"]]
    assert set(location) == fields | {"kind"}
    assert location.get("commune", "29019") in communes
    assert location.get("territory", "region-53") in tokens


@pytest.mark.parametrize("location", POINTS, ids=lambda row: row["address"])
def test_point_lies_in_its_commune(location):
    commune = places()[0][location["commune"]]
    assert commune.latitude is not None and commune.longitude is not None
    north = (location["latitude"] - commune.latitude) * KM_PER_DEGREE
    east = (location["longitude"] - commune.longitude) * KM_PER_DEGREE * cos(radians(commune.latitude))
    assert hypot(north, east) < (5 if commune.position_exact else 30)


def test_everything_is_covered():
    assert len(EXAMPLES) >= 60
    assert {sheet["theme"] for sheet in EXAMPLES} == set(THEMES)
    assert {sheet["stage"] for sheet in EXAMPLES} == set(Stage.values)
    assert {sheet["scale"] for sheet in EXAMPLES} == set(Scale.values)
    kinds = {location["kind"] for sheet in EXAMPLES for location in sheet["locations"]}
    assert kinds == set(Location.Kind.values)
    assert {actor["kind"] for actor in ACTORS} == set(Actor.Kind.values) - {"personne"}
    roles = {link["role"] for sheet in EXAMPLES for link in sheet["actors"]}
    assert roles == set(Participation.Role.values)


def test_all_eighteen_regions_have_a_sheet_on_the_map():
    communes, _, regions = places()
    seen = {regions[communes[row["commune"]].department] for row in POINTS}
    assert seen == {region for region in regions.values() if region}
    assert len(seen) == 18


def test_some_points_lie_on_one_spot_and_some_sheets_have_several_places():
    spots = Counter((row["latitude"], row["longitude"]) for row in POINTS)
    assert sorted(count for count in spots.values() if count > 1) == [2, 3]
    assert sum(len(sheet["locations"]) > 1 for sheet in EXAMPLES) >= 5
    assert any(sum(row["kind"] == "point" for row in sheet["locations"]) >= 3 for sheet in EXAMPLES)


def test_a_third_has_a_picture():
    pictured = sum(sheet["photo"] is not None for sheet in EXAMPLES) / len(EXAMPLES)
    assert 0.25 < pictured < 0.45


def test_founding_sheets_say_nothing_beyond_the_founding_text():
    founding = {sheet["slug"]: sheet for sheet in INITIATIVES if not sheet["example"]}
    assert set(founding) == FOUNDING
    for slug, sheet in founding.items():
        assert sheet["links"] == [] and sheet["opening_hours"] == ""
        assert sheet["since"] == (2016 if slug == "cercle-des-territoires-contributifs" else None)
        assert all(row["kind"] != "point" for row in sheet["locations"])
    assert "Alain Renk" in founding["wikibuilding"]["description"]
    real = [actor for actor in ACTORS if not actor["example"]]
    assert all(actor["links"] == [] and actor["description"] == "" for actor in real)
    assert not any("Renk" in actor["name"] for actor in ACTORS)


def test_examples_name_no_real_actor_and_real_sheets_no_invented_one():
    real = {actor["slug"] for actor in ACTORS if not actor["example"]}
    for sheet in INITIATIVES:
        for link in sheet["actors"]:
            assert (link["slug"] in real) is not sheet["example"], sheet["slug"]
    for actor in ACTORS:
        assert actor["example"] or set(actor["networks"]) <= real
        if actor["example"]:
            assert not set(actor["networks"]) & real
    for actor in ACTORS:
        if actor["kind"] in {"collectivite", "ecole"}:
            assert actor["name"].endswith("(exemple)")


def test_nothing_private_and_no_real_address():
    texts = strings([THEME_ROWS, TAGS, ACTORS, INITIATIVES])
    assert not [text for text in texts if E_MAIL.search(text) or TELEPHONE.search(text)]
    addresses = [link["url"] for row in [*INITIATIVES, *ACTORS] for link in row["links"]]
    assert addresses and all(urlsplit(url)[:2] == ("https", "example.org") for url in addresses)
    assert not [text for text in texts if text not in addresses and "://" in text]


def test_texts_have_french_typography():
    texts = strings([THEME_ROWS, TAGS, ACTORS, INITIATIVES])
    assert [text for text in texts if typo(text) != text] == []
    assert not [text for text in texts if "'" in text or '"' in text or "·" in text]
