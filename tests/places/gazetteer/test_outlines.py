from itertools import pairwise

import pytest

from places.gazetteer.outlines import TOLERANCE, simplify


def zigzag(start, end, steps=20, height=0.003):
    """A line with teeth smaller than the tolerance, end left out."""
    (x1, y1), (x2, y2) = start, end
    return [
        [
            x1 + (x2 - x1) * i / steps + (height if i % 2 and x1 == x2 else 0),
            y1 + (y2 - y1) * i / steps + (height if i % 2 and y1 == y2 else 0),
        ]
        for i in range(steps)
    ]


def square(west, south, east, north):
    corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    return [point for start, end in pairwise(corners) for point in zigzag(start, end)] + [[west, south]]


def edges(geometry):
    return {
        frozenset(pair)
        for polygon in geometry["coordinates"]
        for ring in polygon
        for pair in pairwise(map(tuple, ring))
    }


def test_teeth_go_corners_stay():
    light = simplify({"a": {"type": "Polygon", "coordinates": [square(0, 40, 1, 41)]}})["a"]
    assert light["type"] == "MultiPolygon"
    ((ring,),) = light["coordinates"]
    assert ring[0] == ring[-1]
    assert len(ring) < 12
    assert {(0, 40), (1, 40), (1, 41), (0, 41)} <= set(ring)


def test_neighbours_keep_the_same_border():
    """The border bends in the middle: both sides keep the same bend, whichever way their rings run."""
    border = [[1, 40], [1.124, 40.2], [1.3, 40.5], [1.117, 40.8], [1, 41]]
    left = [[0, 40], *border, [0, 41], [0, 40]]
    right = [[2, 40], [2, 41], *border[::-1], [2, 40]]
    light = simplify(
        {
            "left": {"type": "Polygon", "coordinates": [left]},
            "right": {"type": "MultiPolygon", "coordinates": [[right]]},
        }
    )
    shared = edges(light["left"]) & edges(light["right"])
    assert shared == {frozenset({(1, 40), (1.3, 40.5)}), frozenset({(1.3, 40.5), (1, 41)})}


def test_an_enclave_fits_its_hole():
    hole = square(0.4, 40.4, 0.6, 40.6)
    light = simplify(
        {
            "around": {"type": "Polygon", "coordinates": [square(0, 40, 1, 41), hole]},
            "inside": {"type": "Polygon", "coordinates": [hole[::-1]]},
        }
    )
    assert len(light["around"]["coordinates"][0]) == 2
    assert edges(light["inside"]) <= edges(light["around"])


def test_small_islands_go_but_never_all():
    far, tiny = square(0, 40, 1, 41), [[5, 45], [5.004, 45], [5.004, 45.004], [5, 45]]
    both = {"type": "MultiPolygon", "coordinates": [[far], [tiny]]}
    light = simplify({"both": both, "alone": {"type": "Polygon", "coordinates": [tiny]}})
    assert len(light["both"]["coordinates"]) == 1
    assert len(light["alone"]["coordinates"]) == 1
    assert TOLERANCE > 0.004


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Point", "coordinates": [0, 0]},
        {"type": "Polygon", "coordinates": [[[0, 95], [1, 95], [1, 96], [0, 95]]]},
        {"type": "Polygon", "coordinates": [[["a", "b"], [1, 1], [2, 2]]]},
        {"type": "Polygon", "coordinates": 3},
        {"type": "Polygon"},
    ],
)
def test_what_is_no_outline(geometry):
    with pytest.raises((ValueError, TypeError, KeyError)):
        simplify({"a": geometry})
