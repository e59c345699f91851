import pytest

from initiatives.gazetteer import relocate
from initiatives.models import Location
from places.models import Commune, Intercommunality
from tests import makers

pytestmark = pytest.mark.django_db


def test_locations_follow_their_commune_and_their_group():
    makers.make_initiative("Brest")
    makers.make_initiative(
        "Groupe", locations=[{"kind": "territory", "intercommunality": makers.make_intercommunality()}]
    )
    assert relocate() == 0
    other = makers.make_department("56", "Morbihan")
    Commune.objects.update(department=other, intercommunality=None)
    Intercommunality.objects.update(department=other)
    assert relocate() == 2
    places = Location.objects.order_by("pk").values_list("intercommunality", "department", "region")
    assert list(places) == [(None, "56", "53"), ("242900314", "56", "53")]
