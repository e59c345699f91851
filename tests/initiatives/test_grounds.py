"""The grounds of the maps of territories."""

import pytest

from initiatives.grounds import draw_all, ground_of
from initiatives.models import TerritoryGround
from initiatives.territory_map import territory_drawing
from moderation.models import Change
from places.models import Commune, Department
from places.territory import Territory
from tests import makers

pytestmark = pytest.mark.django_db
REGION = "region-53"


@pytest.fixture(autouse=True)
def communes():
    makers.make_commune()
    makers.make_commune("29155", "Ouessant", (48.4557, -5.0947))


def drawing():
    return territory_drawing(Territory.from_token(REGION), {"departement-29": 3})


def test_a_kept_ground_shows_what_drawing_it_shows():
    before = drawing()
    assert draw_all() == 2
    assert drawing() == before


def test_a_kept_ground_is_read_and_not_drawn(django_assert_num_queries):
    draw_all()
    territory = Territory.from_token(REGION)
    with django_assert_num_queries(1):
        ground = ground_of(territory)
    assert ground is not None and ground.ground.france.startswith("M")


def test_what_did_not_change_is_not_written_again():
    draw_all()
    version = Change.objects.version()
    assert draw_all() == 0
    assert Change.objects.version() == version


def test_the_ground_follows_the_gazetteer():
    draw_all()
    before = drawing()
    makers.make_commune("29019", "Brest", (48.2, -4.1))
    Commune.objects.filter(pk="29155").update(latitude=47.9, longitude=-3.9)
    assert draw_all() == 2
    assert drawing() != before


def test_a_territory_that_lost_its_places_loses_its_ground():
    draw_all()
    Commune.objects.update(latitude=None, longitude=None, position_exact=False)
    assert draw_all() == 2
    assert not TerritoryGround.objects.exists()


def test_an_intercommunality_is_drawn_when_asked_for():
    draw_all()
    assert ground_of(Territory.from_token("intercommunalite-242900314")) is not None
    assert not TerritoryGround.objects.filter(pk__startswith="intercommunalite").exists()


def test_a_commune_has_none():
    assert ground_of(Territory.from_token("commune-29019")) is None


def test_a_department_without_region_has_its_own():
    Department.objects.update(region=None)
    draw_all()
    assert list(TerritoryGround.objects.values_list("pk", flat=True)) == ["departement-29"]
