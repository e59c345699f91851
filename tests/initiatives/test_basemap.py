"""The background of the map: lines, the compact file of outlines, names, borders, circles."""

import gzip
import json
from math import hypot, log2

import pytest

from initiatives.basemap import outlines
from initiatives.basemap.borders import GRID, borders, chained, geometry_rings
from initiatives.basemap.build import FRENCH, build, compact, distance_to_focus, tolerance
from initiatives.basemap.insets import INSETS_ALWAYS, OVERSEAS, OVERSEAS_BOXES, SHORT_NAMES
from initiatives.basemap.lines import clip, simplify
from initiatives.basemap.marks import SPACE, Mark, Spot, gather, spread
from initiatives.basemap.names import CHOICE, MOST, Named, placed
from initiatives.basemap.near import NEAR, NEAR_FILE, part
from initiatives.basemap.outlines import FILE, Bounds, Outlines, Projection, land_path, ring_path

SQUARE = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0)]


def holds(rings, longitude, latitude):
    """Return whether a place is inside rings drawn with the even-odd rule."""
    inside = False
    for ring in rings:
        for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (y0 > latitude) != (y1 > latitude):
                inside ^= longitude < (x1 - x0) * (latitude - y0) / (y1 - y0) + x0
    return inside


# --- Lines ----------------------------------------------------------------------------------------------------


def test_simplify_keeps_ends_and_what_sticks_out():
    points = [(0.0, 0.0), (1.0, 0.45), (2.0, 1.0), (3.0, 0.0), (4.0, 0.0)]
    assert simplify(points, [0.1] * 5) == [0, 2, 3, 4]
    assert simplify(points, [5.0] * 5) == [0, 4]


def test_simplify_obeys_the_tolerance_of_each_point():
    points = [(0.0, 0.0), (1.0, 1.0), (5.0, 0.0), (9.0, 1.0), (10.0, 0.0)]
    assert simplify(points, [0.1, 0.1, 0.1, 4.0, 4.0]) == [0, 1, 2, 4]


def test_simplify_never_flattens_a_closed_line():
    assert len(simplify(SQUARE, [3.0] * 5)) >= 4
    assert len(simplify(SQUARE, [100.0] * 5)) == 3


def test_clip_cuts_a_ring_and_leaves_it_closed():
    cut = clip(SQUARE, (5.0, -1.0, 20.0, 4.0))
    assert set(cut) == {(5.0, 0.0), (10.0, 0.0), (10.0, 4.0), (5.0, 4.0)}
    assert cut[0] == cut[-1]


def test_clip_of_a_ring_elsewhere_is_empty():
    assert clip(SQUARE, (20.0, 20.0, 30.0, 30.0)) == []


# --- Making the file --------------------------------------------------------------------------------------------


def test_detail_is_kept_near_france_only():
    assert distance_to_focus(2.35, 48.86) == 0
    assert distance_to_focus(55.45, -20.88) == 0  # La Réunion
    assert tolerance(2.35, 48.86) < 0.005 < tolerance(21.0, 52.2) < tolerance(139.7, 35.7)


def topology(*countries):
    """Return a TopoJSON document of squares of 2°, one per (id, west, south), on a grid of a tenth of a degree."""
    square = [[20, 0], [0, 20], [-20, 0], [0, -20]]
    return {
        "transform": {"scale": [0.1, 0.1], "translate": [-180, -90]},
        "arcs": [[[(west + 180) * 10, (south + 90) * 10], *square] for _, west, south in countries],
        "objects": {
            "countries": {
                "geometries": [
                    {"type": "Polygon", "id": code, "arcs": [[number]]}
                    for number, (code, _, _) in enumerate(countries)
                ]
            }
        },
    }


def test_build_sorts_countries_and_leaves_antarctica_out():
    document = topology(("250", 2, 45), ("724", -4, 40), ("010", 0, -80))
    made = build(document)
    assert (len(made["france"]), len(made["others"]), len(made["arcs"])) == (1, 1, 2)
    rings = Outlines(made).rings
    assert holds(rings["france"], 3, 46) and not holds(rings["france"], -3, 41)
    assert holds(rings["others"], -3, 41)


def test_build_leaves_out_small_land_that_is_far_away():
    document = topology(("250", 2, 45), ("392", 139, 35))
    document["arcs"][1] = [document["arcs"][1][0], [1, 0], [0, 1], [-1, 0], [0, -1]]
    assert build(document)["others"] == []


def test_build_says_which_lines_are_borders():
    document = topology(("250", 2, 45), ("756", 4, 45))
    # Both squares now share the line at 4° east: arc 0 goes up along it, each country closes it on its own side.
    document["arcs"] = [
        [[1840, 1350], [0, 20]],
        [[1840, 1370], [-20, 0], [0, -20], [20, 0]],
        [[1840, 1370], [20, 0], [0, -20], [-20, 0]],
    ]
    france, other = document["objects"]["countries"]["geometries"]
    france["arcs"], other["arcs"] = [[0, 1]], [[0, 2]]
    made = build(document)
    assert made["borders"] == [0]
    assert holds(Outlines(made).rings["others"], 5, 46)


# --- The file itself ----------------------------------------------------------------------------------------------


def test_the_file_is_light_enough():
    assert len(gzip.compress(FILE.read_bytes())) <= 60_000


def test_the_file_says_where_it_comes_from():
    assert "Natural Earth" in json.loads(FILE.read_text())["source"]


@pytest.mark.parametrize(
    ("name", "longitude", "latitude"),
    [
        ("Paris", 2.35, 48.86),
        ("Carhaix", -3.57, 48.28),
        ("Ajaccio", 8.85, 42.0),
        ("Pointe-à-Pitre", -61.6, 16.25),
        ("La Trinité", -60.98, 14.72),
        ("Saül", -53.2, 3.62),
        ("Cilaos", 55.47, -21.13),
        ("Mayotte", 45.16, -12.82),
        ("Saint-Pierre-et-Miquelon", -56.3, 46.85),
        ("Papeete", -149.45, -17.62),
        ("Nouvelle-Calédonie", 165.6, -21.5),
    ],
)
def test_french_towns_stand_on_french_land(name, longitude, latitude):
    assert holds(outlines.outlines().rings["france"], longitude, latitude), name


def test_neighbours_and_the_sea_are_not_french():
    rings = outlines.outlines().rings
    assert holds(rings["others"], -3.7, 40.4) and not holds(rings["france"], -3.7, 40.4)  # Madrid
    for group in rings.values():
        assert not holds(group, -4.5, 45.5)  # Bay of Biscay


def test_every_ring_is_closed():
    assert all(ring[0] == ring[-1] for group in outlines.outlines().rings.values() for ring in group)


# --- Drawing ------------------------------------------------------------------------------------------------------


def test_projection_is_that_of_web_maps():
    world = Projection(Bounds(-180, -85.05112878, 180, 85.05112878), 256)
    assert world(0, 0) == pytest.approx((128, 128), abs=1e-6)
    assert world.height == pytest.approx(256, abs=1e-6)
    # Brest at zoom 10 is in the tile 499/354 of every web map.
    x, y = world(-4.4861, 48.3904)
    assert (int(x * 4), int(y * 4)) == (499, 354)


def test_projection_survives_the_poles():
    _, y = Projection(Bounds(-180, -85, 180, 85), 256)(0, 90)
    assert abs(y) < 1


def test_a_path_is_relative_and_closed():
    bounds = Bounds(-10, -10, 20, 20)
    path = ring_path([SQUARE], bounds, 300)
    assert path.startswith("M100 ") and path.endswith("z") and path.count("M") == 1


def test_land_is_cut_near_the_bounds():
    """The coast of Brittany weighs little: the rest of the country is not in it."""
    brittany = Bounds(-5.2, 47.2, -1, 48.9)
    assert 200 < len(land_path("france", brittany, 1000, 0.1)) < 8000
    assert land_path("others", brittany, 1000, 0.1) == ""


@pytest.mark.parametrize("bounds", [Bounds(-5, 47, -1, 49), Bounds(5, 43, 8, 46), Bounds(-30, -60, -20, -50)])
def test_land_that_is_far_away_is_not_looked_at(bounds):
    rings = outlines.outlines().rings["others"]
    near = outlines.outlines().near("others", bounds.wider(0.1))
    assert len(near) < len(rings) / 10
    assert land_path("others", bounds, 500, 0.1) == ring_path(rings, bounds, 500, 0.1)


def test_rectangles_meet():
    one = Bounds(0, 0, 2, 2)
    assert one.meets(one) and one.meets(Bounds(2, 2, 3, 3)) and Bounds.around([(1, 5), (3, 1)]).meets(one)
    assert not one.meets(Bounds(2.1, 0, 3, 2)) and not one.meets(Bounds(0, -2, 2, -0.1))


# --- Names --------------------------------------------------------------------------------------------------------

BREST = Named("Brest", 48.39, -4.486)
GUIPAVAS = Named("Guipavas", 48.434, -4.4)
PARIS = Named("Paris", 48.857, 2.352)


def test_a_smaller_town_waits_until_there_is_room():
    zooms = {place.name: zoom for place, zoom in placed([PARIS, BREST, GUIPAVAS])}
    first = min(CHOICE)
    assert zooms["Paris"] == zooms["Brest"] == first
    assert zooms["Guipavas"] > first + 2


def test_names_come_by_first_zoom():
    zooms = [zoom for _, zoom in placed([PARIS, BREST, GUIPAVAS])]
    assert zooms == sorted(zooms)


def test_names_never_overlap_and_are_limited():
    many = [
        Named(f"Commune {i}", 43 + (i * 7919 % 700) / 100, -1 + (i * 104729 % 700) / 100) for i in range(2500)
    ]
    shown = placed(many)
    assert 50 < len(shown) <= MOST
    project = Projection(Bounds(-180, -85, 180, 85), 256 * 2**8)
    dots = [
        (project(place.longitude, place.latitude), len(place.name)) for place, first in shown if first <= 8
    ]
    for i, ((x, y), letters) in enumerate(dots):
        for (a, b), others in dots[i + 1 :]:
            assert abs(y - b) > 16 or a - x > letters * 6.5 or x - a > others * 6.5


def test_a_hole_between_large_towns_is_not_filled_by_a_village():
    towns = [Named(f"Ville {i}", 10 + i / 50, -170 + i / 50) for i in range(max(CHOICE.values()))]
    village = Named("Village", -40, 100)
    assert dict(placed([*towns[: CHOICE[5]], village]))[village] == 6


# --- Borders ------------------------------------------------------------------------------------------------------


def polygon(*points):
    return {"type": "Polygon", "coordinates": [[list(point) for point in (*points, points[0])]]}


WEST = polygon((0, 0), (1, 0), (1, 1), (1, 2), (0, 2))
EAST = polygon((1, 0), (2, 0), (2, 2), (1, 2), (1, 1))


def test_a_border_is_drawn_once_and_coasts_are_not():
    lines = borders([("53", WEST), ("52", EAST)])
    assert lines["departements"] == []
    (line,) = lines["regions"]
    assert line in ([GRID, 0, 0, 2 * GRID], [GRID, 2 * GRID, 0, -2 * GRID])


def test_two_departments_of_one_region():
    lines = borders([("53", WEST), ("53", EAST)])
    assert (len(lines["departements"]), lines["regions"]) == (1, [])


def test_lines_meet_at_junctions():
    star = [((0, 0), (1, 0)), ((0, 0), (0, 1)), ((0, 0), (-1, 0)), ((1, 0), (2, 0))]
    lines = chained(star)
    assert sorted(len(line) for line in lines) == [2, 2, 3]


def test_a_closed_border_is_one_line():
    square = [((0, 0), (1, 0)), ((1, 0), (1, 1)), ((0, 1), (1, 1)), ((0, 0), (0, 1))]
    (line,) = chained(square)
    assert line[0] == line[-1] and len(line) == 5


@pytest.mark.parametrize("geometry", [None, {}, {"type": "Point", "coordinates": [1, 2]}])
def test_what_is_no_outline_has_no_rings(geometry):
    assert geometry_rings(geometry) == []


def test_rings_of_several_polygons():
    several = {"type": "MultiPolygon", "coordinates": [WEST["coordinates"], EAST["coordinates"]]}
    assert [len(ring) for ring in geometry_rings(several)] == [6, 6]


# --- Circles ------------------------------------------------------------------------------------------------------


def mark(x, y, count=5, name="Finistère", scale=1.0):
    return Mark(x, y, count, [Spot("29", name, 48.2, -4.1, count, "territoire=departement-29")], scale)


def test_circles_are_moved_apart():
    marks = [mark(100, 100), mark(101, 100, 40), mark(100, 102, 200), mark(400, 400)]
    spread(marks)
    for i, a in enumerate(marks):
        for b in marks[i + 1 :]:
            assert hypot(a.x - b.x, a.y - b.y) > a.radius + b.radius + SPACE - 1
    assert (marks[-1].x, marks[-1].y) == (400, 400)


def test_circles_at_one_place_are_moved_apart_too():
    marks = [mark(100, 100), mark(100, 100)]
    spread(marks)
    assert hypot(marks[0].x - marks[1].x, marks[0].y - marks[1].y) > 40


def test_near_circles_are_gathered_under_the_largest():
    few, many = mark(100, 100, 3, "Morbihan"), mark(130, 100, 30, "Finistère")
    far = mark(500, 100, 2, "Paris")
    gathered = gather([few, many, far], spacing=100)
    assert [(m.name, m.count) for m in gathered] == [("Finistère et alentours", 33), ("Paris", 2)]


@pytest.mark.parametrize(("count", "size"), [(1, 1), (9, 1), (10, 2), (1234, 4), (10**7, 6)])
def test_a_larger_count_has_a_larger_circle(count, size):
    assert mark(0, 0, count).size == size


def test_letters_grow_with_the_circle():
    assert mark(0, 0, scale=2).figure == 2 * mark(0, 0).figure
    assert mark(0, 0, scale=2).radius == 2 * mark(0, 0).radius


# --- Insets -------------------------------------------------------------------------------------------------------


def test_every_overseas_place_has_a_box():
    assert len(OVERSEAS_BOXES) >= len(OVERSEAS)
    assert set(INSETS_ALWAYS) <= set(OVERSEAS) >= set(SHORT_NAMES)


def test_boxes_do_not_overlap():
    for i, (x, y, width, height) in enumerate(OVERSEAS_BOXES):
        for a, b, _, _ in OVERSEAS_BOXES[i + 1 :]:
            assert abs(a - x) >= width or abs(b - y) >= height


def test_each_overseas_place_is_seen_whole():
    """The land of each is in its bounds, and fills a good part of them."""
    for bounds in OVERSEAS.values():
        assert land_path("france", bounds, 106, 0.1) != ""
        assert log2((bounds.east - bounds.west) * (bounds.north - bounds.south)) < 5


def test_all_of_overseas_france_is_french():
    assert {"250", "666", "258", "540", "876", "652", "663"} == FRENCH


# --- The part for Europe -----------------------------------------------------------------------------------------


def test_the_part_is_made_from_the_whole():
    whole = json.loads(FILE.read_text())
    assert NEAR_FILE.read_text() == compact(part(whole))
    assert len(gzip.compress(NEAR_FILE.read_bytes())) < 20_000


def test_the_part_has_whole_the_rings_that_are_near():
    whole, near = Outlines(json.loads(FILE.read_text())), Outlines(json.loads(NEAR_FILE.read_text()))
    for group in ("france", "others"):
        assert near.rings[group] == [
            ring
            for ring in whole.rings[group]
            if any(NEAR.west <= x <= NEAR.east and NEAR.south <= y <= NEAR.north for x, y in ring)
        ]
    assert near.rings["france"] != whole.rings["france"]


def test_borders_of_the_part_are_borders():
    whole, near = json.loads(FILE.read_text()), json.loads(NEAR_FILE.read_text())
    borders = [whole["arcs"][arc] for arc in whole["borders"]]
    assert near["borders"]
    assert all(near["arcs"][arc] in borders for arc in near["borders"])


def test_the_browser_knows_what_the_part_shows():
    view = (FILE.parents[1] / "js" / "map" / "view.js").read_text()
    assert f"const NEAR = {[round(side) for side in NEAR]};" in view
