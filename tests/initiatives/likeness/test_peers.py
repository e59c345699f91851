"""Who works on the same subjects as an actor."""

import pytest

from initiatives.likeness.peers import peers_of
from moderation import actions
from moderation.authors import Author
from tests import makers

pytestmark = pytest.mark.django_db

QUIMPER = (47.996, -4.1024)


def peers(actor):
    numbers = list(actor.participations.values_list("initiative", flat=True))
    return {peer.actor.name: peer.note for peer in peers_of(actor, numbers)}


def actor_of(name, tags, *, position=makers.BREST, **fields):
    actor = makers.make_actor(name, **fields)
    makers.make_initiative(f"Ce que fait {name}", tags=tags, actors=[actor], position=position, summary=name)
    return actor


def test_the_nearest_of_those_who_work_on_the_same_comes_first():
    own = actor_of("Les Vers de terre", ["compost"], commune=makers.make_commune())
    actor_of("Au loin", ["compost"], position=QUIMPER)
    actor_of("Voisine", ["compost"])
    actor_of("Chorale", ["chant"])
    for number in range(4):
        actor_of(f"Autre {number}", ["danse"])
    found = peers(own)
    assert list(found)[:2] == ["Voisine", "Au loin"]
    assert found["Voisine"] == "compost, à deux pas"
    assert "à 52\u00a0km" in found["Au loin"]
    assert "Les Vers de terre" not in found


def test_who_is_far_away_is_not_said_to_be_near(client):
    own = actor_of("Les Vers de terre", ["compost"], commune=makers.make_commune())
    actor_of("Au loin", ["compost"], position=(48.8566, 2.3522))
    page = client.get(own.get_absolute_url()).content.decode()
    assert "Qui travaille sur ces sujets" in page and "sur ces sujets près d’ici" not in page


def test_partners_in_all_they_do_are_no_news():
    own, partner = makers.make_actor("Une"), makers.make_actor("Autre")
    makers.make_initiative(tags=["compost"], actors=[own, partner])
    assert peers(own) == {}


def test_one_without_a_commune_is_near_where_it_works():
    own = actor_of("Une", ["compost"])
    actor_of("Autre", ["compost"])
    assert list(peers(own)) == ["Autre"]


def test_one_that_does_nothing_has_no_peers():
    actor_of("Autre", ["compost"])
    assert peers(makers.make_actor("Une")) == {}


def test_one_that_left_is_not_shown(client):
    own, other = actor_of("Une", ["compost"]), actor_of("Autre", ["compost"])
    assert "Qui travaille sur ces sujets" in client.get(own.get_absolute_url()).content.decode()
    actions.withdraw(sheet=other, by=Author.system())
    assert peers(own) == {}
    assert "Qui travaille" not in client.get(own.get_absolute_url()).content.decode()
