"""What is counted each night of territories and themes goes with what it was counted of."""

from threading import Thread

import pytest
from django.db import connection, transaction

from initiatives.counts.activity import rebuild_activity
from initiatives.models import Actor, ActorRank, FrequentKey, Vitality
from tests import makers

pytestmark = pytest.mark.django_db


def test_only_frequent_territories_and_themes_are_counted():
    makers.make_initiative(actors=[makers.make_actor()])
    rebuild_activity()
    assert not Vitality.objects.exists()
    FrequentKey.objects.create(key="commune-29019")
    FrequentKey.objects.create(key="avancement:activite")
    for _ in range(2):
        rebuild_activity()
        assert list(Vitality.objects.values_list("within", "actors", "fresh")) == [("commune-29019", 1, 1)]
        assert ActorRank.objects.get().within == "commune-29019"


def test_a_territory_without_actors_is_counted_too():
    makers.make_initiative()
    FrequentKey.objects.create(key="commune-29019")
    rebuild_activity()
    assert list(Vitality.objects.values_list("actors", "fresh")) == [(0, 1)]


def test_ranks_go_with_their_actor():
    makers.make_initiative(actors=[makers.make_actor()])
    FrequentKey.objects.create(key="commune-29019")
    rebuild_activity()
    Actor.objects.all().delete()
    assert not ActorRank.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_that_count_at_once_wait_for_each_other():
    makers.make_initiative(actors=[makers.make_actor()])
    FrequentKey.objects.create(key="commune-29019")
    faults = []

    def count():
        try:
            rebuild_activity()
        except Exception as error:  # told below: it would be lost in a thread
            faults.append(error)
        finally:
            connection.close()

    second = Thread(target=count)
    with transaction.atomic():
        rebuild_activity()
        second.start()
        second.join(1)
        assert second.is_alive()
    second.join(10)
    assert faults == []
    assert ActorRank.objects.count() == Vitality.objects.count() == 1
