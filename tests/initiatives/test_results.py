"""Whatever the way by which sheets are found, they are those that a look at each of them finds, in the same order."""

import itertools
import random
from datetime import date

import pytest
from django.db import connection
from django.http import QueryDict

from initiatives.counts import rebuild_counts
from initiatives.filters import Box, Filters
from initiatives.filters.conditions import EVERY
from initiatives.models import Listing, Pin, Theme
from initiatives.results import CEILING, TAGS
from initiatives.results import view as view_module
from initiatives.results.bits import BitsFound
from initiatives.results.finding import find, newest_with, without_point
from initiatives.results.kept import KeptFound
from initiatives.results.near import NearFound
from initiatives.results.rows import RowsFound
from initiatives.results.view import ListedFound, WideFound, points_in
from moderation import actions
from moderation.authors import Author
from tests import makers

pytestmark = pytest.mark.django_db

WORDS = ["jardin", "verger", "atelier", "vélo", "école"]
CHUNK = 1 << 15


def parse(query):
    return Filters.parse(QueryDict(query))


@pytest.fixture
def directory():
    """Forty sheets on both sides of the end of a chunk."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('initiatives_position', %s, false)", [CHUNK - 20])
    chance = random.Random(7)
    themes = [makers.make_theme(slug, slug.title()) for slug in ("alimentation", "sante", "culture")]
    actors = [makers.make_actor(f"Acteur {kind}", kind=kind) for kind in ("association", "collectivite")]
    quimper = makers.make_commune("29232", "Quimper", (47.9975, -4.0979), postcodes=["29000"])
    communes = [makers.make_commune(), quimper, makers.make_paris()]
    for number in range(40):
        commune = chance.choice(communes)
        makers.make_initiative(
            f"{chance.choice(WORDS).title()} {chance.choice(WORDS)} {number}",
            summary=f"On y parle de {chance.choice(WORDS)}.",
            theme=chance.choice(themes),
            themes=[],
            tags=chance.sample(["compost", "entraide", "prêt", "rare"], chance.choice([1, 2])),
            actors=[chance.choice(actors)],
            stage=chance.choice(["idee", "activite"]),
            verified_at=date(2026, 3, 1) if number % 6 == 1 else None,
            commune=commune,
            position=None
            if number % 9 == 0
            else (
                commune.latitude + chance.uniform(-0.05, 0.05),
                commune.longitude + chance.uniform(-0.05, 0.05),
            ),
        )


QUERIES = [
    "",
    "theme=sante",
    "theme=sante&theme=culture",
    "tag=compost",
    "tag=compost&tag=entraide",
    "territoire=departement-29",
    "territoire=commune-75056&theme=culture",
    "avancement=idee&type=association",
    "theme=sante&theme=culture&tag=compost&avancement=activite",
    "q=jardin",
    "q=jardin verger",
    "q=jardins -verger",
    "q=jardin&theme=sante",
    "q=ecole&territoire=departement-29",
    "tag=rare&q=velo",
    "verifie=1",
    "verifie=1&theme=sante&theme=culture",
    "verifie=1&q=jardin",
    "verifie=1&territoire=departement-29&avancement=activite",
]


def looked_at(query):
    """Return the initiatives that pass, newest first, by looking at every listing."""
    filters = parse(query)
    rows = Listing.objects.order_by("-position")
    for group in filters.key_groups():
        rows = rows.filter(keys__overlap=list(group))
    if filters.text:
        rows = rows.extra(where=["search @@ %s::tsquery"], params=[filters.text.query])
    if filters.box:
        west, south, east, north = filters.box.sides
        inside = Pin.objects.filter(
            drawn=True,
            longitude_e6__range=(west, east),
            latitude_e6__range=(south, north),
        )
        rows = rows.filter(pk__in=inside.values("initiative"))
    return list(rows)


@pytest.mark.parametrize("frequent", [None, 2, 12])
def test_every_way_finds_the_same(directory, frequent):
    if frequent:
        rebuild_counts(frequent=frequent)
    ways = set()
    for query in QUERIES:
        found = find(parse(query + "&tri=recent" if query else ""))
        ways.add(type(found))
        expected = looked_at(query)
        assert found.count == len(expected), query
        assert [hit.initiative for hit in found.hits(0, 100)] == [row.pk for row in expected], query
        assert [hit.initiative for hit in found.hits(3, 7)] == [row.pk for row in expected[3:7]], query
        numbers = {}
        for key in itertools.chain.from_iterable(row.keys for row in expected):
            numbers[key] = numbers.get(key, 0) + 1
        asked = ["theme:1", "avancement:idee", "avancement:activite", "type:association", "type:ecole"]
        asked += ["verifiee"]  # few have it, and lists offer it all the same
        asked += ["commune-29019", "commune-29232"] if "departement-29" in query else []
        asked += [] if "territoire" in query else ["region-53", "region-11"]
        asked += [key for key in numbers if key.startswith("theme:")]
        assert (
            found.counts(asked).items() == {key: numbers[key] for key in asked if key in numbers}.items()
        ), query
        tags = {key: n for key, n in found.counts([TAGS]).items() if key.startswith("tag:")}
        if frequent != 12:  # rare tags are not counted in large sets
            assert tags == {key: n for key, n in numbers.items() if key.startswith("tag:")}, query
    assert (
        ways
        == {None: {KeptFound, RowsFound}, 2: {KeptFound, BitsFound}, 12: {KeptFound, BitsFound, RowsFound}}[
            frequent
        ]
    )


@pytest.mark.parametrize("frequent", [None, 2])
def test_what_lies_in_the_place_named_comes_first_then_what_has_the_words_in_its_title(directory, frequent):
    if frequent:
        rebuild_counts(frequent=frequent)
    found = find(parse("q=jardin"))
    titles = [Listing.objects.get(pk=hit.initiative).title_key for hit in found.hits(0, 100)]
    in_title = ["jardin" in title for title in titles]
    assert in_title == sorted(in_title, reverse=True)
    assert True in in_title and False in in_title
    makers.make_initiative("Chemin de Quimper", summary="Un jardin.")  # at Brest
    rows = [Listing.objects.get(pk=hit.initiative) for hit in find(parse("q=jardin quimper")).hits(0, 100)]
    there = ["commune-29232" in row.keys for row in rows]
    assert there == sorted(there, reverse=True)
    assert there[0] and not there[-1]


def test_pages_of_bits_never_overlap_over_chunks_and_tiers(directory):
    rebuild_counts(frequent=2)
    found = find(parse("q=jardin"))
    assert isinstance(found, BitsFound)
    one_by_one = [hit for n in range(found.count) for hit in found.hits(n, n + 1)]
    assert one_by_one == found.hits(0, 100)
    assert len(set(one_by_one)) == found.count
    assert found.hits(found.count, found.count + 10) == []


def test_order_by_title(directory):
    found = find(parse("tri=titre"))
    keys = [Listing.objects.get(pk=hit.initiative).title_key for hit in found.hits(0, 100)]
    assert keys == sorted(keys)


def test_the_nearest_of_many_are_those_of_few(directory, monkeypatch):
    rebuild_counts(frequent=2)
    queries = ["", "theme=sante", "q=jardin", "territoire=departement-29&tag=compost", "verifie=1"]
    few = {query: find(parse(f"{query}&pres=29232&tri=proche")).hits(0, 100) for query in queries}
    monkeypatch.setattr("initiatives.results.finding.CEILING", 0)
    for query in queries:
        many = find(parse(f"{query}&pres=29232&tri=proche"))
        assert isinstance(many, NearFound)
        near = many.hits(0, 100)
        assert [hit.km for hit in near] == pytest.approx([hit.km for hit in few[query]], rel=1e-6, abs=1e-6)
        assert {hit.initiative for hit in near} == {hit.initiative for hit in few[query]}
        assert many.hits(2, 5) == near[2:5]


def test_what_lies_in_a_view(directory):
    boxes = ["-5,48,-3.9,49", "-6,47,3,50", "2.3,48.8,2.36,48.9", "10,10,11,11"]
    cases = list(itertools.product(["", "theme=sante", "q=jardin", "verifie=1"], boxes))
    expected = {case: [row.pk for row in looked_at("{}&bbox={}".format(*case))] for case in cases}
    for query, box in cases:
        found = find(parse(f"{query}&bbox={box}&tri=recent"))
        assert isinstance(found, RowsFound)
        assert [hit.initiative for hit in found.hits(0, 100)] == expected[query, box]
    rebuild_counts(frequent=2)
    for query, box in cases:
        wide = WideFound(find(parse(query + "&tri=recent")), Box.parse(box), CEILING + 1, 0.01, EVERY)
        assert [hit.initiative for hit in wide.hits(0, 100)] == expected[query, box]
        assert wide.hits(1, 3) == wide.hits(0, 100)[1:3]


@pytest.mark.parametrize(
    "query", ["theme=sante", "q=jardin", "theme=sante&theme=culture&q=jardin", "verifie=1"]
)
def test_what_lies_in_a_view_of_very_many_points_is_known_from_their_bits(directory, monkeypatch, query):
    monkeypatch.setattr("initiatives.results.finding.FEW", 0)
    monkeypatch.setattr("initiatives.counts.FIRST_RANK", (1 << 15) - 6)  # on both sides of the end of a chunk
    rebuild_counts(frequent=2)
    # After the rebuilding, a sheet comes and another goes.
    makers.make_initiative("Jardin nouveau", theme=Theme.objects.get(slug="sante"), position=(48.39, -4.486))
    actions.archive(sheet=looked_at(query)[1].initiative, by=Author.system())
    for box in ("-5,48,-3.9,49", "-6,47,3,50", "2.3,48.8,2.36,48.9"):
        expected = [row.pk for row in looked_at(f"{query}&bbox={box}")]
        found = find(parse(f"{query}&bbox={box}&tri=recent"))
        assert isinstance(found, ListedFound)
        assert (found.count, [hit.initiative for hit in found.hits(0, 100)]) == (len(expected), expected)
        by_title = find(parse(f"{query}&bbox={box}&tri=titre"))
        assert {hit.initiative for hit in by_title.hits(0, 100)} == set(expected)
        assert found.counts(["theme:1"]) == found.all.counts(["theme:1"])
        monkeypatch.setattr("initiatives.results.finding.MANY", 0)
        wide = find(parse(f"{query}&bbox={box}&tri=recent"))
        assert isinstance(wide, WideFound)
        assert [hit.initiative for hit in wide.hits(0, 100)] == expected
        monkeypatch.setattr("initiatives.results.finding.MANY", 20_000)


def test_a_view_with_a_territory_shows_the_sheets_whose_points_the_map_shows(db):
    """A sheet with a place at Brest, which has the map of Paris in view, has its point there only."""
    brest, paris = makers.make_commune(), makers.make_paris()
    places = [
        {"kind": "point", "commune": brest, "latitude": 48.39, "longitude": -4.486},
        {"kind": "point", "commune": paris, "latitude": 48.85, "longitude": 2.35},
    ]
    sheet = makers.make_initiative(locations=places)
    for department, box, expected in [
        ("75", "2.3,48.8,2.4,48.9", [sheet.pk]),
        ("29", "2.3,48.8,2.4,48.9", []),
        ("29", "-5,48,-4,49", [sheet.pk]),
    ]:
        found = find(parse(f"territoire=departement-{department}&bbox={box}"))
        assert [hit.initiative for hit in found.hits(0, 10)] == expected


def test_a_view_of_every_sheet_is_counted_exactly_and_met_among_the_newest(directory, monkeypatch):
    monkeypatch.setattr("initiatives.results.finding.FEW", 2)
    for text in ("-5,48,-3.9,49", "-6,47,3,50", "2.3,48.8,2.36,48.9"):
        expected = [row.pk for row in looked_at(f"bbox={text}")]
        found = find(parse(f"bbox={text}"))
        assert isinstance(found, WideFound)
        assert found.count == len(expected)
        assert [hit.initiative for hit in found.hits(0, 100)] == expected


def test_a_view_is_looked_for_further_than_pages_of_the_whole_lead(directory, monkeypatch):
    monkeypatch.setattr("initiatives.results.finding.FEW", 2)
    monkeypatch.setattr("initiatives.results.kept.CEILING", 3)
    box = "2.3,48.8,2.36,48.9"
    assert [hit.initiative for hit in find(parse(f"bbox={box}")).hits(0, 100)] == [
        row.pk for row in looked_at(f"bbox={box}")
    ]


def test_a_wide_view_of_many_is_not_counted_one_by_one(directory, monkeypatch):
    rebuild_counts(frequent=2)
    monkeypatch.setattr("initiatives.results.finding.FEW", 2)
    monkeypatch.setattr("initiatives.results.finding.MANY", 5)
    monkeypatch.setattr("initiatives.results.finding.CEILING", 10)
    found = find(parse("bbox=-6,40,9,52"))
    assert isinstance(found, WideFound)
    assert found.count > 10
    assert len(found.hits(0, 24)) == 24


def test_points_in_a_rectangle_are_bounded_by_the_counts(directory):
    for text in ("-6,40,9,52", "-5,48,-3.9,49", "2.3,48.8,2.36,48.9", "-180,-85,180,85"):
        box = Box.parse(text)
        west, south, east, north = box.sides
        exact = Pin.objects.filter(
            drawn=True, longitude_e6__range=(west, east), latitude_e6__range=(south, north)
        ).count()
        low, high = points_in(box)
        assert low <= high
        assert exact <= high, text
    assert view_module.LEVELS[0] == 12


@pytest.mark.parametrize("chunks", [1, 4])
def test_the_newest_of_a_frequent_key_whichever_chunks_they_lie_in(directory, monkeypatch, chunks):
    rebuild_counts(frequent=2)
    monkeypatch.setattr("initiatives.results.bits.NEWEST_CHUNKS", chunks)
    rows = looked_at("territoire=departement-29")
    assert 5 < sum(row.position >= CHUNK for row in rows) < len(rows) - 5
    for number in (1, 5, len(rows) - 1, len(rows), 100):
        newest = [hit.initiative for hit in newest_with("departement-29", number)]
        assert newest == [row.pk for row in rows[:number]]
    newer = sum(row.position >= CHUNK for row in rows)
    for rows_gone, left in ((rows[:newer], rows[newer:]), (rows[newer:], [])):  # the older chunk, then none
        for row in rows_gone:
            actions.archive(sheet=row.initiative, by=Author.system())
        newest = [hit.initiative for hit in newest_with("departement-29", 100)]
        assert newest == [row.pk for row in left]


def test_the_newest_with_a_key_and_those_without_point(directory):
    newest = [row.pk for row in looked_at("territoire=departement-29")]
    for _ in range(2):
        assert [hit.initiative for hit in newest_with("departement-29", 4)] == newest[:4]
        assert [hit.initiative for hit in newest_with("*", 3)] == [row.pk for row in looked_at("")][:3]
        elsewhere = [row.pk for row in looked_at("theme=sante") if "departement-29" not in row.keys]
        theme = next(key for key in looked_at("theme=sante")[0].keys if key.startswith("theme:"))
        assert [hit.initiative for hit in newest_with(theme, 5, without="departement-29")] == elsewhere[:5]
        hidden = [row.pk for row in looked_at("theme=sante") if "sans-point" in row.keys]
        assert [hit.initiative for hit in without_point(parse("theme=sante"), 50)] == hidden
        rebuild_counts(frequent=2)
