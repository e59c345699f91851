import itertools
import math
import random
from datetime import date

import pytest
from django.db import connection
from django.http import QueryDict

from initiatives.counts import rebuild_counts
from initiatives.filters import Filters
from initiatives.map import MAX_ZOOM, Tile, counts_by_department, extent_of, tile_json
from initiatives.map.few import few_points
from initiatives.models import CellCount, Initiative, Location
from initiatives.results.finding import find
from moderation import actions
from moderation.authors import Author
from places.territory import Territory
from tests import makers

pytestmark = pytest.mark.django_db

# Where rounding could betray the cells: borders of tiles, the edges of the map, overseas, one spot many times.
EDGES = [
    (0.0, 0.0),
    (48.0, 0.0),
    (-21.1, 55.5),
    (16.25, -61.55),
    (84.9, 179.999),
    (-84.9, -179.999),
    (48.39, -4.486),
]


def brute_count(tile, where="", parameters=()):
    """Count points by latitude and longitude alone, without cells."""
    side = 2**tile.z
    west, east = tile.x / side * 360 - 180, (tile.x + 1) / side * 360 - 180

    def latitude(y):
        return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / side))))

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM initiatives_location l JOIN initiatives_initiative i ON i.id = l.initiative_id"
            " WHERE i.status = 'published' AND l.kind = 'point' AND l.longitude >= %s AND l.longitude < %s"
            f" AND l.latitude > %s AND l.latitude <= %s {where}",
            [west, east, latitude(tile.y + 1), latitude(tile.y), *parameters],
        )
        return cursor.fetchone()[0]


def children(tile):
    return [Tile(tile.z + 1, 2 * tile.x + dx, 2 * tile.y + dy) for dx in (0, 1) for dy in (0, 1)]


def tile_of(latitude, longitude, zoom):
    side = 2**zoom
    angle = math.radians(latitude)
    x = int((longitude + 180) / 360 * side)
    y = int((1 - math.asinh(math.tan(angle)) / math.pi) / 2 * side)
    return Tile(zoom, min(x, side - 1), min(y, side - 1))


def by_department(query=""):
    return counts_by_department(filters(query), find(filters(query)))


def filters(query=""):
    return Filters.parse(QueryDict(query))


@pytest.fixture
def scattered():
    """Return the positions of 120 published points over the country, its edges and one spot, in two themes."""
    rng = random.Random(7)
    themes = [makers.make_theme(), makers.make_theme("sante", "Santé et solidarités")]
    brest, paris = makers.make_commune(), makers.make_paris()
    positions = [(rng.uniform(42, 51), rng.uniform(-5, 8)) for _ in range(80)]
    positions += EDGES + [(48.39, -4.486)] * 20 + [(48.39 + rng.gauss(0, 0.01), -4.48) for _ in range(13)]
    for number, position in enumerate(positions):
        makers.make_initiative(
            f"Initiative {number}",
            theme=themes[number % 2],
            themes=[themes[1]] if number % 6 == 0 else [],
            tags=["verger"] if number % 5 == 0 else [],
            commune=brest if number % 3 else paris,
            position=position,
            stage="idee" if number % 4 == 0 else "activite",
            verified_at=date(2026, 3, 1) if number % 7 == 0 else None,
        )
    makers.make_initiative("En attente", status="pending", position=(48.39, -4.486))
    makers.make_initiative("Archivée", status="archived", position=(48.39, -4.486))
    return positions


@pytest.mark.parametrize(
    ("frequent", "few", "most"),
    [(None, 0, 2500), (None, 0, 0), (1, 1000, 2500), (1, 0, 2500)],
    ids=["few, read once", "looked at", "few, as bits", "many, as bits"],
)
def test_the_count_of_a_tile_is_that_of_a_scan_and_of_its_children(
    scattered, frequent, few, most, monkeypatch
):
    monkeypatch.setattr("initiatives.map.few.MOST", most)
    rng = random.Random(11)
    makers.make_theme("culture", "Culture")
    if frequent:
        monkeypatch.setattr(
            "initiatives.counts.FIRST_RANK", (1 << 15) - 40
        )  # on both sides of the end of a chunk
        if not few:
            monkeypatch.setattr(
                "initiatives.counts.packing.DENSE", 5
            )  # some bits are compressed, some are not
        rebuild_counts(frequent=frequent)
        monkeypatch.setattr("initiatives.map.points.FEW", few)
        # What happens after the rebuilding: a point that goes, one that comes, one that moves.
        by = Author.system()
        actions.archive(sheet=Initiative.objects.get(title="Initiative 3"), by=by)
        makers.make_initiative(
            "Nouvelle",
            theme=makers.make_theme("sante"),
            tags=["verger"],
            position=(48.39, -4.486),
            verified_at=date(2026, 3, 1),
        )
        moved = Initiative.objects.get(title="Initiative 5")
        Location.objects.filter(initiative=moved).update(latitude=48.4, longitude=-4.5)
        actions.amend(sheet=moved, by=by)
    # Each filter beside the condition by which a scan finds the same points.
    theme = (
        " AND (i.main_theme_id = (SELECT id FROM initiatives_theme WHERE slug = 'sante') OR EXISTS (SELECT FROM"
        " initiatives_initiativetheme it JOIN initiatives_theme t ON t.id = it.theme_id WHERE it.initiative_id = i.id"
        " AND t.slug = 'sante'))"
    )
    tag = (
        " AND EXISTS (SELECT FROM initiatives_taggedinitiative g JOIN initiatives_tag t ON t.id = g.tag_id"
        " WHERE g.content_object_id = i.id AND t.slug = 'verger')"
    )
    verified = " AND i.verified_at IS NOT NULL"
    cases = {
        "": "",
        "theme=sante": theme,
        "theme=sante&theme=alimentation": "",
        "theme=sante&theme=alimentation&territoire=region-53": " AND l.region_id = '53'",
        "theme=sante&theme=culture": theme,
        "tag=verger": tag,
        "avancement=idee": " AND i.stage = 'idee'",
        "territoire=departement-75": " AND l.department_id = '75'",
        "territoire=region-53&theme=sante": " AND l.region_id = '53'" + theme,
        "territoire=commune-29019": " AND l.commune_id = '29019'",
        "q=cultive": "",
        "q=cultive&territoire=commune-29019": " AND l.commune_id = '29019'",
        "tag=verger&territoire=departement-75": " AND l.department_id = '75'" + tag,
        "q=introuvable": " AND false",
        "verifie=1": verified,
        "verifie=1&theme=sante&territoire=region-53": " AND l.region_id = '53'" + theme + verified,
        "verifie=1&q=cultive&tag=verger": tag + verified,
    }
    tested = 0
    for zoom in range(MAX_ZOOM):
        for latitude, longitude in rng.sample(scattered, 12):
            tile = tile_of(latitude, longitude, zoom)
            query, where = rng.choice(list(cases.items()))
            answer = tile_json(tile, filters(query))
            assert answer["count"] == brute_count(tile, where), (tile, query)
            assert answer["count"] == sum(c["count"] for c in answer["clusters"]) + len(answer["initiatives"])
            assert answer["count"] == sum(
                tile_json(child, filters(query))["count"] for child in children(tile)
            )
            tested += 1
    assert tested >= 250


def test_counts_stay_true_through_the_life_of_a_sheet():
    for number, position in enumerate(EDGES):
        makers.make_initiative(f"Initiative {number}", position=position)
    sheet = Initiative.objects.get(title="Initiative 3")
    by = Author.system()
    whole = Tile(0, 0, 0)
    before = tile_json(whole, filters())["count"]
    actions.archive(sheet=sheet, by=by)
    assert tile_json(whole, filters())["count"] == before - 1 == brute_count(whole)
    actions.restore(sheet=sheet, by=by)
    Location.objects.filter(initiative=sheet).update(latitude=46.0, longitude=2.0)
    actions.amend(sheet=sheet, by=by)
    assert tile_json(whole, filters())["count"] == before
    assert tile_json(tile_of(46.0, 2.0, 12), filters())["count"] == brute_count(tile_of(46.0, 2.0, 12)) == 1
    Initiative.objects.all().delete()
    assert tile_json(whole, filters())["count"] == 0
    assert not CellCount.objects.exists()


@pytest.mark.parametrize(
    ("query", "wider"), [("", 12), ("theme=alimentation", 10), ("tag=verger", None)], ids=str
)
def test_a_tile_is_cut_into_squares_with_room_for_a_marker(scattered, query, wider):
    """Drawn at 512 pixels: 8 × 8 squares of 64, each with one cluster or its only point; 4 × 4 at one zoom."""
    for latitude, longitude in scattered[:40]:
        for zoom in (3, 5, 8, 10, 11, 12, 13, 15):
            tile = tile_of(latitude, longitude, zoom)
            answer = tile_json(tile, filters(query))
            deeper = zoom + (2 if zoom == wider else 3)
            squares = [
                tile_of(place["lat"], place["lon"], deeper)
                for place in answer["clusters"] + answer["initiatives"]
            ]
            assert len(set(squares)) == len(squares)
            for square, cluster in zip(squares, answer["clusters"], strict=False):
                assert tile_json(square, filters(query))["count"] == cluster["count"]


def test_a_cluster_lies_amid_its_points():
    for number in range(60):
        makers.make_initiative(f"Initiative {number}", position=EDGES[number % 7] if number < 7 else EDGES[6])
    answer = tile_json(Tile(0, 0, 0), filters())
    for cluster in answer["clusters"]:
        assert -180 <= cluster["lon"] <= 180
        assert -85 <= cluster["lat"] <= 85
    spot = tile_json(tile_of(48.39, -4.486, 15), filters())
    assert {(c["lon"], c["lat"]) for c in spot["clusters"]} == {(-4.486, 48.39)}


def test_a_cluster_that_is_added_up_stands_within_two_pixels_of_one_that_is_looked_at(scattered, monkeypatch):
    monkeypatch.setattr("initiatives.counts.FIRST_RANK", (1 << 15) - 40)
    rebuild_counts(frequent=1)
    compared = 0
    for zoom, (latitude, longitude) in itertools.product((0, 3, 6, 9, 12, 17, 22), scattered[::9]):
        tile = tile_of(latitude, longitude, zoom)
        pixel = 1 / 512 / 2**zoom  # of the width of the map
        for query in ("theme=sante&theme=alimentation", "q=cultive", "tag=verger", "verifie=1"):
            monkeypatch.setattr("initiatives.map.points.FEW", 1000)
            looked_at = tile_json(tile, filters(query))
            monkeypatch.setattr("initiatives.map.points.FEW", 0)
            added_up = tile_json(tile, filters(query))
            assert added_up["initiatives"] == looked_at["initiatives"]
            for one, other in zip(added_up["clusters"], looked_at["clusters"], strict=True):
                assert one["count"] == other["count"]
                assert abs(one["lon"] - other["lon"]) <= 2.1 * pixel * 360 + 1e-6
                assert abs(one["lat"] - other["lat"]) <= 2.1 * pixel * 360 + 0.002 * 2**-zoom + 1e-6
                compared += 1
    assert compared > 100


@pytest.mark.parametrize("query", ["tag=verger", "q=compost", "q=compost&tag=verger&territoire=region-53"])
def test_rare_points_are_read_once_for_all_tiles_until_something_is_published(
    query, django_assert_num_queries
):
    tags = ["verger"] if "tag" in query else []
    for number, position in enumerate(EDGES):
        makers.make_initiative(
            f"Compost {number}" if number % 2 else f"Jardin {number}", tags=tags, position=position
        )
    rebuild_counts()
    first = tile_json(Tile(0, 0, 0), filters(query))
    again = filters(query)
    assert again.text is None or again.text.query  # the words are read before
    with django_assert_num_queries(3) as captured:  # the keys, the version, the names of single sheets
        assert tile_json(Tile(0, 0, 0), again) == first
    assert not any("WITH found" in one["sql"] for one in captured)
    makers.make_initiative("Compost nouveau", tags=tags, position=(48.39, -4.486))
    assert tile_json(Tile(0, 0, 0), filters(query))["count"] == first["count"] + 1


def test_words_that_many_sheets_have_are_not_read_at_once(monkeypatch):
    monkeypatch.setattr("initiatives.map.few.MOST", 3)
    for number, position in enumerate(EDGES):
        makers.make_initiative(f"Compost {number}", tags=["verger"], position=position)
    few, many = few_points(filters("q=compost 1")), few_points(filters("q=compost"))
    assert len(few) == 1
    assert many is None
    assert few_points(filters("tag=verger")) is None
    # None of those looked at may pass the other filters.
    makers.make_initiative("Verger vérifié", verified_at=date(2026, 3, 1), locations=[])
    assert few_points(filters("q=verger vérifié")) == []
    for number in range(4):
        makers.make_initiative(f"Compost en ligne {number}", locations=[{"kind": "online"}])
    assert few_points(filters("q=compost en ligne")) is None
    assert few_points(filters("")) is None
    assert tile_json(Tile(0, 0, 0), filters("q=compost"))["count"] == len(EDGES)


def test_points_on_one_spot_are_given_one_by_one_when_near():
    for number in range(3):
        makers.make_initiative(f"Maison des associations {number}", position=(48.39, -4.486))
    far, near = (tile_json(tile_of(48.39, -4.486, zoom), filters()) for zoom in (10, 18))
    assert [cluster["count"] for cluster in far["clusters"]] == [3]
    assert [entry["title"] for entry in near["initiatives"]] == [
        f"Maison des associations {n}" for n in range(3)
    ]
    assert near["initiatives"][0] == {
        "slug": "maison-des-associations-0",
        "title": "Maison des associations 0",
        "theme": "alimentation",
        "lon": -4.486,
        "lat": 48.39,
    }


def test_a_sheet_with_two_places_shows_the_one_inside_the_territory():
    brest, paris = makers.make_commune(), makers.make_paris()
    places = [
        {"kind": "point", "commune": brest, "latitude": 48.39, "longitude": -4.486},
        {"kind": "point", "commune": paris, "latitude": 48.85, "longitude": 2.35},
    ]
    makers.make_initiative(locations=places)
    assert tile_json(Tile(0, 0, 0), filters())["count"] == 2
    assert tile_json(Tile(0, 0, 0), filters("territoire=departement-75"))["count"] == 1
    assert by_department() == {"29": 1, "75": 1}
    assert by_department("territoire=region-53") == {"29": 1}
    assert by_department("avancement=activite") == {"29": 1, "75": 1}
    assert by_department("verifie=1") == {}


def test_neighbouring_squares_are_read_in_one_run(django_assert_num_queries):
    """A tile near the ground asks for its points by few ranges, and for each of them once."""
    step = 360 / 2**19  # a square of a tile of zoom 16, in degrees of longitude
    places = [(0.0001, number * step + step / 2) for number in range(8)]
    for number, position in enumerate(places):
        makers.make_initiative(f"Initiative {number}", position=position)
    tile = tile_of(*places[0], 16)
    with django_assert_num_queries(2) as captured:
        answer = tile_json(tile, filters())
    assert [entry["title"] for entry in answer["initiatives"]] == [f"Initiative {n}" for n in range(8)]
    assert captured[1]["sql"].count("p.cell >=") == 4  # the Z-order leaves the row at every second square


@pytest.mark.parametrize(("z", "x", "y"), [(23, 0, 0), (0, 1, 0), (0, 0, 1), (10**6, 0, 0), (3, 8, 0)])
def test_a_tile_beyond_the_map_does_not_exist(client, z, x, y):
    assert not Tile(z, x, y).exists()
    assert client.get(f"/carte/tuiles/{z}/{x}/{y}.json").status_code == 404


def test_the_number_of_queries_does_not_depend_on_the_number_of_points(client, django_assert_max_num_queries):
    for number in range(10):
        makers.make_initiative(f"Initiative {number}", position=(48.3 + number / 5, -4.486 + number / 3))
        with django_assert_max_num_queries(3):
            client.get("/carte/tuiles/5/15/11.json")


def test_a_territory_is_as_wide_as_its_communes():
    makers.make_commune()
    makers.make_commune("29232", "Quimper", (47.9975, -4.0979), postcodes=["29000"])
    box = extent_of(Territory.from_token("departement-29"))
    assert (round(box.west, 2), round(box.south, 2)) == (-4.53, 47.96)
    makers.make_department("988", "Nouvelle-Calédonie")
    assert extent_of(Territory.from_token("departement-988")) is None
