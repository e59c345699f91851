import pytest

from initiatives import animating
from initiatives.gazetteer import relocate, relocate_animators
from initiatives.models import Animator, Location
from places.models import Commune, Intercommunality
from places.territory import Territory
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


def test_an_animator_follows_its_territory():
    brest = makers.make_commune()
    former = Commune.objects.create(code="29999", name="Recouvrance", department=brest.department)
    actor, other = makers.make_actor(), makers.make_actor("Autre")
    for who, place in ((actor, former), (other, former), (other, brest)):
        animating.ask(actor=who, territory=Territory(place))
    assert relocate_animators() == 0
    Commune.objects.filter(pk=former.pk).update(successor=brest)
    assert relocate_animators() == 2
    assert list(Animator.objects.order_by("pk").values_list("actor", "territory")) == [
        (actor.pk, "commune-29019"),
        (other.pk, "commune-29019"),
    ]
    assert "intercommunalite-242900314" in Animator.objects.first().holders
