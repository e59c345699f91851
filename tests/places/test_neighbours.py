"""Territories that touch, from the positions of communes."""

import pytest

from places.models import Commune
from places.neighbours import nearest_to, neighbours_at
from places.territory import Territory
from tests import makers

pytestmark = pytest.mark.django_db


def codes(token):
    place = Territory.from_token(token).place
    around = nearest_to(place) if place.level == "commune" else neighbours_at(place.level).get(place.pk, [])
    assert {other.level for other in around} <= {place.level}
    return [other.code for other in around]


@pytest.fixture
def two_departments():
    """Two departments that meet along a line of four communes on each side, and one far away."""
    finistere = makers.make_department()
    morbihan = makers.make_department("56", "Morbihan", position=(47.8, -2.9))
    south = makers.make_region("93", "Provence-Alpes-Côte d’Azur")
    var = makers.make_department("83", "Var", south, (43.4, 6.2))
    west = makers.make_intercommunality("200000001", "Ouest Communauté", finistere, "CC")
    east = makers.make_intercommunality("200000002", "Est Communauté", morbihan, "CC")
    for number in range(4):
        north = 47.8 + number / 10
        for code, department, group, longitude in (
            ("29", finistere, west, -3.56),
            ("56", morbihan, east, -3.50),
        ):
            makers.make_commune(
                f"{code}00{number}",
                f"Commune {code} {number}",
                (north, longitude),
                department=department,
                intercommunality=group,
            )
    makers.make_commune("83001", "Les Adrets", (43.5, 6.8), department=var)


@pytest.mark.usefixtures("two_departments")
def test_what_has_communes_on_both_sides_of_a_border_touches():
    assert codes("departement-29") == ["56"]
    assert codes("departement-56") == ["29"]
    assert codes("departement-83") == []
    assert codes("region-53") == []
    assert codes("intercommunalite-200000001") == ["200000002"]


@pytest.mark.usefixtures("two_departments")
def test_around_a_commune_come_the_nearest_first():
    first, *others, last = codes("commune-29001")
    assert (first, last) == ("56001", "56003")
    assert set(others) == {"29000", "29002", "56000", "56002", "29003"}
    assert codes("commune-83001") == []


@pytest.mark.usefixtures("two_departments")
def test_a_position_that_is_only_guessed_counts_inside_ones_own_group():
    Commune.objects.exclude(pk="29001").update(position_exact=False)
    assert codes("commune-29001") == ["29000", "29002", "29003"]


@pytest.mark.usefixtures("two_departments")
def test_a_commune_without_a_position_has_no_neighbours_nor_is_one():
    Commune.objects.filter(pk="56001").update(latitude=None, longitude=None, position_exact=False)
    assert codes("commune-56001") == []
    assert "56001" not in codes("commune-29001")
