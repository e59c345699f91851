"""Squares of the map, as the site itself numbers them."""

import pytest
from django.db import connection

from bench.corpus import Commune
from bench.tiles import address, around
from initiatives.filters.box import CELL_ZOOM
from initiatives.map import Tile

BREST = Commune("29019", "Brest", 48.4, -4.5, "242900314", "29", "53")


@pytest.mark.parametrize("zoom", [0, 1, 5, 12, 19])
def test_a_place_lies_in_its_square(db, zoom):
    with connection.cursor() as cursor:
        cursor.execute("SELECT morton28(%s, %s)", [BREST.latitude, BREST.longitude])
        (cell,) = cursor.fetchone()
    first, after = Tile(zoom, *around(BREST, zoom)).cells(CELL_ZOOM)
    assert first <= cell < after


def test_address():
    assert address(5, 15, 11) == "/carte/tuiles/5/15/11.json"
    assert address(5, 15, 11, "q=velo") == "/carte/tuiles/5/15/11.json?q=velo"


def test_a_place_has_a_filter_for_each_level():
    assert BREST.tokens["intercommunalite"] == "intercommunalite-242900314"
