import pytest

from initiatives import animating
from initiatives.apps import follow_places
from initiatives.gazetteer import relocate, relocate_actors, relocate_animators
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


def test_where_an_actor_acts_follows_its_territory():
    former = makers.make_intercommunality("242900999", "Pays d’Iroise")
    moved = makers.make_actor(territory="intercommunalite-242900999")
    makers.make_actor("Autre", territory="departement-29")
    assert relocate_actors() == 0
    Intercommunality.objects.filter(pk=former.pk).update(successor=makers.make_intercommunality())
    assert relocate_actors() == 1
    moved.refresh_from_db()
    assert moved.territory == "intercommunalite-242900314"


def test_new_places_move_all_that_lies_in_them():
    former = makers.make_intercommunality("242900999", "Pays d’Iroise")
    actor = makers.make_actor(territory="intercommunalite-242900999")
    Intercommunality.objects.filter(pk=former.pk).update(successor=makers.make_intercommunality())
    follow_places(None)
    actor.refresh_from_db()
    assert actor.territory == "intercommunalite-242900314"
