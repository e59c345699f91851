"""Squares of the map, as the site itself numbers them."""

import pytest

from bench.corpus import Commune
from bench.tiles import address, around

BREST = Commune("29019", "Brest", 48.4, -4.5, "242900314", "29", "53")


@pytest.mark.parametrize(("zoom", "square"), [(0, (0, 0)), (1, (0, 0)), (5, (15, 11)), (12, (1996, 1412))])
def test_around(zoom, square):
    assert around(BREST, zoom) == square


def test_address():
    assert address(5, 15, 11) == "/carte/tuiles/5/15/11.json"
    assert address(5, 15, 11, "q=velo") == "/carte/tuiles/5/15/11.json?q=velo"


def test_a_place_has_a_filter_for_each_level():
    assert BREST.tokens["intercommunalite"] == "intercommunalite-242900314"
