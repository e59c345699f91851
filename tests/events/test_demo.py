"""The meetings of the demonstration set."""

import pytest
from django.utils import timezone

from events.demo import loading
from events.models import Event, Occurrence
from moderation.models import Revision
from tests import makers

pytestmark = pytest.mark.django_db


def test_they_come_from_today_once_and_go():
    shown = makers.make_initiative(is_example=True)
    makers.make_commune("35238", "Rennes", department=makers.make_department("35", "Ille-et-Vilaine"))
    mine = makers.make_event("La mienne")
    loading.load()
    loading.load()
    made = Event.objects.filter(is_example=True)
    assert made.count() == len(loading.read())
    assert all(event.is_published and event.day > timezone.localdate() for event in made)
    assert shown.events.count() == 1
    loading.remove()
    assert list(Event.objects.all()) == [mine]
    assert {row.event_id for row in Occurrence.objects.all()} == {mine.pk}
    assert {revision.object_id for revision in Revision.objects.filter(content_type=mine.content_type())} == {
        mine.pk
    }
