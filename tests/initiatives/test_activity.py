"""Who is active where, looked at now or counted at night: the same."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from initiatives import activity
from initiatives.activity import activity_among, activity_of
from initiatives.counts import rebuild_counts
from initiatives.models import Vitality
from moderation import actions
from moderation.authors import Author
from tests import makers

pytestmark = pytest.mark.django_db
PLACES = ["region-53", "departement-29", "intercommunalite-242900314", "commune-29019"]


@pytest.fixture
def directory():
    """Three actors and a network in five sheets of Brest, one of them old, one of them old but verified."""
    garden = makers.make_theme()
    actors = [makers.make_actor(f"Acteur {number}") for number in range(3)]
    network = makers.make_actor("Réseau", kind="reseau")
    with time_machine.travel(datetime(2020, 1, 1, 12, tzinfo=UTC)):
        makers.make_initiative("Ancienne", theme=garden, actors=actors)
        makers.make_initiative("Revue", theme=garden, actors=actors[:2], verified_at=None)
    makers.make_initiative("Deux", theme=garden, actors=[actors[0], network])
    makers.make_initiative("Trois", theme=garden)
    makers.make_initiative("Ailleurs", theme=garden, commune=makers.make_paris(), actors=[network])
    return actors


def told(found):
    return (
        found.actor_count,
        found.fresh,
        [(actor.name, actor.count) for actor in found.actors],
        [(actor.name, actor.count) for actor in found.networks],
    )


BREST = (4, 2, [("Acteur 0", 3), ("Acteur 1", 2), ("Acteur 2", 1)], [("Réseau", 1)])


@pytest.mark.parametrize("key", PLACES)
@pytest.mark.usefixtures("directory")
def test_what_is_counted_at_night_is_what_a_look_finds(key):
    assert told(activity_of(key)) == BREST
    assert not Vitality.objects.exists()
    rebuild_counts(frequent=1)
    assert Vitality.objects.get(within=key).actors == 4
    assert told(activity_of(key)) == BREST


@pytest.mark.usefixtures("directory")
def test_a_theme_has_its_actors_too():
    key = f"theme:{makers.make_theme().pk}"
    for _ in range(2):
        assert told(activity_of(key)) == (4, 3, BREST[2], [("Réseau", 2)])
        rebuild_counts(frequent=1)


def test_an_actor_that_went_since_the_night_is_not_shown(directory):
    rebuild_counts(frequent=1)
    actions.withdraw(sheet=directory[0], by=Author.system())
    assert told(activity_of("commune-29019"))[2] == [("Acteur 1", 2), ("Acteur 2", 1)]


def test_only_the_most_active_are_kept(directory, monkeypatch):
    monkeypatch.setattr(activity, "SHOWN", 1)
    assert told(activity_of("commune-29019"))[2] == [("Acteur 0", 3)]


def test_among_given_sheets():
    actor = makers.make_actor()
    one = makers.make_initiative("Un", actors=[actor], verified_at=date(2026, 1, 1))
    makers.make_initiative("Deux", actors=[actor])
    assert told(activity_among([one.pk]))[:3] == (1, 1, [(actor.name, 1)])


def test_nothing_is_going_on_in_nothing():
    assert told(activity_of("commune-29019")) == (0, 0, [], [])
    assert told(activity_among([])) == (0, 0, [], [])


def test_what_one_is_and_does_is_told_in_words():
    one = activity.Active("ami", "Ami", "entreprise", 1)
    two = activity.Active("ami", "Ami", "lieu", 2)
    assert (one.role, two.role) == (
        "entreprise ou coopérative, 1\u00a0initiative",
        "lieu, 2\u00a0initiatives",
    )
    assert one.url == "/acteurs/ami/"


def test_an_actor_that_takes_part_in_nothing_here_any_more_is_not_shown(directory):
    rebuild_counts(frequent=1)
    for row in list(directory[0].participations.all()):
        row.delete()
        row.initiative.refresh()
    # Elsewhere it is active still.
    makers.make_initiative("Ailleurs encore", commune=makers.make_paris(), actors=[directory[0]])
    for key in ("commune-29019", "region-53"):
        assert told(activity_of(key))[2] == [("Acteur 1", 2), ("Acteur 2", 1)]
    assert told(activity_of(f"theme:{makers.make_theme().pk}"))[2][0][0] == "Acteur 0"
