import json
from collections import Counter

from initiatives.models import Actor, Kinship, Location, Participation, Scale, Stage
from initiatives.trial import sheets, words

COMMUNES = [("29019", "Brest", 48.39, -4.486, "242900314"), ("72181", "Le Mans", 48.0, 0.2, None)]


def country(**fields):
    themes = list(enumerate(words.NOUNS, 1))
    tags = {slug: list(range(100 * pk, 100 * pk + 50)) for pk, slug in themes}
    values = {
        "seed": 3, "count": 2000, "communes": COMMUNES, "populations": [9, 1], "themes": themes, "tags": tags,
    }  # fmt: skip
    return sheets.Country(**values | fields)


def make(size=2000, **fields):
    return sheets.make(country(**fields), 0, list(range(1, size + 1)), list(range(1, size // 5 + 1)))


BATCH = make()


def column(table, name):
    place = sheets.COLUMNS[table].index(name)
    return [row[place] for row in getattr(BATCH, table)]


def test_rows_fit_their_columns():
    for table, columns in sheets.COLUMNS.items():
        assert {len(row) for row in getattr(BATCH, table)} == {len(columns)}


def test_choices_are_those_of_the_models():
    assert set(sheets.STAGES) == set(Stage.values) and set(sheets.SCALES) == set(Scale.values)
    assert set(sheets.PLACE_KINDS) == set(Location.Kind.values)
    assert {"porte", *sheets.OTHER_ROLES} == set(Participation.Role.values)
    assert set(sheets.ACTOR_KINDS) == set(words.ACTORS) == set(Actor.Kind.values) - {Actor.Kind.PERSON}


def test_a_batch_depends_on_the_seed_and_its_number_alone():
    batch = make(50)
    assert make(50) == batch
    assert make(50, seed=4) != batch


def test_shares():
    count = len(BATCH.initiatives)
    more_themes = Counter(Counter(column("themes", "initiative_id")).values())
    assert 0.25 < more_themes[1] / count < 0.35 and 0.03 < more_themes[2] / count < 0.07
    assert 0.35 < sum(day is not None for day in column("initiatives", "verified_at")) / count < 0.45
    assert 0.01 < sum(n > 1 for n in Counter(column("locations", "initiative_id")).values()) / count < 0.05
    assert 0.75 < Counter(column("locations", "kind"))["point"] / count < 0.87
    assert Counter(column("locations", "commune_id"))["29019"] / count > 0.8
    assert 0.1 < sum(map(bool, column("initiatives", "opening_hours"))) / count < 0.2
    assert 0.15 < sum(text != "[]" for text in column("initiatives", "links")) / count < 0.25
    assert 0 < column("actors", "kind").count("reseau") < 0.05 * len(BATCH.actors)
    assert BATCH.memberships


def test_a_tenth_of_the_sheets_owe_something_to_one_before():
    assert 0.07 < len(BATCH.kinships) / len(BATCH.initiatives) < 0.13
    assert all(other < pk for pk, other, _ in BATCH.kinships)
    assert {kind for *_, kind in BATCH.kinships} == set(sheets.KIN_KINDS) == set(Kinship.Kind.values)


def test_links_are_json_on_a_name_that_leads_nowhere():
    (link,) = json.loads(next(text for text in column("initiatives", "links") if text != "[]"))
    assert link["url"].endswith(".example/")


def test_tags_follow_the_theme_and_fall_off():
    themes = dict(zip(column("initiatives", "id"), column("initiatives", "main_theme_id"), strict=True))
    own = [tag // 100 == themes[pk] for pk, tag in BATCH.tagged]
    assert 0.7 < sum(own) / len(own) < 0.9
    assert len(set(BATCH.tagged)) == len(BATCH.tagged)
    counts = Counter(tag % 100 for _, tag in BATCH.tagged)
    assert counts[0] > 1.5 * counts[1] > 1.5 * counts[4] > counts[30]


def test_a_theme_without_words_and_without_tags_of_its_own():
    batch = make(50, themes=[(99, "nouveau")], tags={"nouveau": [], "culture": [7]})
    assert {tag for _, tag in batch.tagged} == {7}
    assert not batch.themes


def test_a_territory_is_an_intercommunality():
    for _, kind, commune, intercommunality, latitude, longitude in BATCH.locations:
        assert (latitude is not None) == (longitude is not None) == (kind == "point")
        assert (intercommunality is not None) == (kind == "territory")
        assert (commune is not None) == (kind in ("point", "commune", "itinerant"))
