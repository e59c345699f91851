"""The background's names and borders, from the gazetteer."""

import pytest
from django.core.cache import cache

from initiatives.basemap.borders import GRID
from tests.makers import make_commune, make_department, make_intercommunality, make_region

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


def background(client):
    return client.get("/carte/fond.json")


def test_names_are_those_of_communes(client):
    make_commune()
    assert background(client).json()["names"] == [["Brest", 48.39, -4.486, 5]]


def test_an_approximate_position_has_no_name(client):
    make_commune(position_exact=False)
    assert background(client).json()["names"] == []


def test_a_former_commune_has_no_name(client):
    brest = make_commune()
    make_commune("29258", "Saint-Marc", (48.40, -4.45), successor=brest)
    assert [row[0] for row in background(client).json()["names"]] == ["Brest"]


def test_the_larger_town_is_named_first(client):
    group = make_intercommunality()
    make_commune("29075", "Guipavas", (48.434, -4.4), population=14_000, intercommunality=group)
    make_commune(population=140_000)
    (brest, guipavas) = background(client).json()["names"]
    assert (brest[0], guipavas[0]) == ("Brest", "Guipavas")
    assert brest[3] < guipavas[3]


def test_borders_wait_for_official_outlines(client):
    make_department()
    assert background(client).json()["outlines"] == {"departements": [], "regions": [], "grid": GRID}


def test_borders_between_departments_and_regions(client):
    brittany, loire = make_region(), make_region("52", "Pays de la Loire")
    for code, region, west in (("29", brittany, 0), ("56", brittany, 1), ("44", loire, 2)):
        department = make_department(code, f"Département {code}", region)
        square = [[west, 0], [west + 1, 0], [west + 1, 1], [west, 1], [west, 0]]
        department.outline = {"type": "Polygon", "coordinates": [square]}
        department.save()
    outlines = background(client).json()["outlines"]
    assert [line[0] for line in outlines["departements"]] == [1 * GRID]
    assert [line[0] for line in outlines["regions"]] == [2 * GRID]


def test_it_is_kept_a_day_by_every_cache(client):
    response = background(client)
    assert response.headers["Cache-Control"] == "public, max-age=86400"
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_it_is_drawn_once(client, django_assert_num_queries):
    make_commune()
    with django_assert_num_queries(5):
        background(client)
    with django_assert_num_queries(1):
        assert background(client).json()["names"][0][0] == "Brest"


def test_it_follows_the_gazetteer(client):
    brest = make_commune()
    background(client)
    brest.latitude = 48.5
    brest.save()
    assert background(client).json()["names"][0][1] == 48.5


def test_it_is_only_read(client):
    assert client.post("/carte/fond.json").status_code == 405
