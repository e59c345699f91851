"""How many people live where."""

import pytest

from places.models import Commune
from places.population import FRANCE, inhabitants_by_territory, own_inhabitants
from places.territory import Territory
from tests import makers

pytestmark = pytest.mark.django_db


def test_departments_regions_and_the_country_have_the_people_of_their_communes():
    brest = makers.make_commune(population=140_000)
    makers.make_commune("29151", "Morlaix", population=15_000)
    makers.make_paris()
    Commune.objects.filter(pk="75056").update(population=2_000_000)
    former = Commune.objects.create(
        code="29999", name="Recouvrance", department=brest.department, population=9, successor=brest
    )
    assert former.population
    assert inhabitants_by_territory() == {
        FRANCE: 2_155_000,
        "departement-29": 155_000,
        "departement-75": 2_000_000,
        "region-53": 155_000,
        "region-11": 2_000_000,
    }


def test_where_nobody_is_known_to_live_nothing_is_said():
    makers.make_commune(population=0)
    assert inhabitants_by_territory() == {}


def test_a_commune_and_its_group_tell_themselves():
    makers.make_commune(population=140_000)
    found = {token: own_inhabitants(Territory.from_token(token)) for token in (
        "commune-29019", "intercommunalite-242900314", "departement-29", "region-53"
    )}  # fmt: skip
    assert list(found.values()) == [140_000, 210_000, 0, 0]
