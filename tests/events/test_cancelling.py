"""Cancelling: too late, twice, the wrong date."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.cancelling import cancel, cancel_day, hold
from events.models import Event
from moderation.actions import TransitionRefused
from moderation.authors import Author
from moderation.models import Revision
from tests import makers

pytestmark = pytest.mark.django_db
BY = Author.system()


def test_twice_is_once():
    event = makers.make_event()
    cancel(sheet=event, by=BY)
    versions = Revision.objects.count()
    cancel(sheet=event, by=BY)
    assert Revision.objects.count() == versions
    hold(sheet=event, by=BY)
    hold(sheet=event, by=BY)
    assert Revision.objects.count() == versions + 1
    assert not Event.objects.get().is_cancelled


def test_a_date_that_it_does_not_have():
    event = makers.make_event(rhythm="semaine", times=2)
    with pytest.raises(TransitionRefused, match="n’a pas lieu"):
        cancel_day(sheet=event, by=BY, day=event.day + timedelta(days=1))
    cancel_day(sheet=event, by=BY, day=event.day)
    cancel_day(sheet=event, by=BY, day=event.day)
    assert list(event.occurrences.values_list("is_cancelled", flat=True)) == [True, False]


def test_too_late(time_machine):
    event, waits = makers.make_event(), makers.make_event("Autre", status="pending")
    time_machine.move_to(timezone.now() + timedelta(days=30))
    for one in (event, waits):
        with pytest.raises(TransitionRefused, match="n’est plus à venir"):
            cancel(sheet=one, by=BY)
