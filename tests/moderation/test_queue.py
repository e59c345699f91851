from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from initiatives.models import Actor, Initiative
from moderation import queue
from moderation.models import Status
from moderation.queue import queues_of
from tests import makers

pytestmark = pytest.mark.django_db


def test_each_kind_has_its_queue_the_oldest_first():
    user = makers.make_moderator()
    for days in (1, 5, 3):
        with time_machine.travel(timezone.now() - timedelta(days=days)):
            makers.make_initiative(f"Depuis {days} jours", status=Status.PENDING)
    makers.make_initiative("À confirmer", status=Status.UNCONFIRMED)
    makers.make_initiative("Publiée")
    waiting, empty = queues_of([Actor, Initiative], user)
    assert (waiting.name, waiting.count, waiting.unconfirmed) == ("initiatives", 3, 1)
    assert [line.sheet.title for line in waiting.oldest] == [
        "Depuis 5 jours",
        "Depuis 3 jours",
        "Depuis 1 jours",
    ]
    assert waiting.oldest[0].url == f"/admin/initiatives/initiative/{waiting.oldest[0].sheet.pk}/change/"
    assert (empty.name, empty.count, empty.oldest) == ("acteurs", 0, [])


def test_a_long_queue_is_counted_whole_and_shown_in_part(monkeypatch):
    monkeypatch.setattr(queue, "SHOWN", 2)
    for number in range(3):
        makers.make_actor(f"Acteur {number}", status=Status.PENDING)
    (waiting,) = queues_of([Actor], makers.make_moderator())
    assert waiting.count == 3
    assert len(waiting.oldest) == 2


def test_a_queue_stops_at_the_borders_of_the_territory():
    makers.make_initiative(commune=makers.make_paris(), position=None, status=Status.PENDING)
    makers.make_initiative(commune=makers.make_paris(), position=None, status=Status.UNCONFIRMED)
    (waiting,) = queues_of([Initiative], makers.make_moderator("finistere", ["departement-29"]))
    assert (waiting.count, waiting.unconfirmed) == (0, 0)
