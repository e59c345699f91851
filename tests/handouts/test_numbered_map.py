"""Maps of numbered initiatives."""

import pytest

from handouts.leaves import sheets_of
from handouts.numbered_map import maps_of
from initiatives.models import Location
from tests import makers

pytestmark = pytest.mark.django_db
REUNION = (-20.88, 55.45)  # degrees WGS 84


def drawn(*sheets):
    return maps_of(sheets_of([sheet.pk for sheet in sheets]), 1000)


def test_points_have_their_number_inside_the_drawing_and_apart():
    sheets = [makers.make_initiative(f"Ici {number}", position=makers.BREST) for number in range(60)]
    (drawing,), without = drawn(*sheets)
    assert [one.number for one in drawing.numbers] == list(range(1, 61))
    assert without == []
    assert all(0 < one.mark.x < 1000 and 0 < one.mark.y < 1000 for one in drawing.numbers)
    assert len({(round(one.mark.x), round(one.mark.y)) for one in drawing.numbers}) > 50


def test_what_has_no_point_gets_no_pin():
    sheets = [
        makers.make_initiative("Toute la commune", position=None),
        makers.make_initiative("Un point"),
        makers.make_initiative("En ligne", locations=[{"kind": Location.Kind.ONLINE}]),
    ]
    (drawing,), without = drawn(*sheets)
    assert [one.number for one in drawing.numbers] == [2]
    assert without == [1, 3]
    assert [name.text for name in drawing.names] == ["Brest"]
    assert drawn(sheets[0]) == ([], [1])


def test_overseas_has_a_map_of_its_own():
    department = makers.make_department("974", "La Réunion", makers.make_region("04", "La Réunion"), REUNION)
    far = makers.make_commune("97411", "Saint-Denis", REUNION, department=department)
    sheets = [
        makers.make_initiative("Là-bas", commune=far, position=REUNION),
        makers.make_initiative("Ici"),
        makers.make_initiative("Ici aussi"),
    ]
    maps, _ = drawn(*sheets)
    assert [(one.label, one.height, len(one.numbers)) for one in maps] == [
        ("", 1000, 2),
        ("La Réunion", 500, 1),
    ]
