"""Communes that join others, and whoever registered for a meeting there."""

import pytest

from events.apps import follow_places
from events.models import Event
from moderation import actions
from moderation.authors import Author
from outbox.models import Message
from places.models import Commune
from tests import makers
from tests.registrations import booked, meeting

pytestmark = pytest.mark.django_db


def amended(event, **changes):
    """Change a meeting as it is now; return the subjects of the mails that this makes."""
    before = Message.objects.count()
    now = Event.objects.get(pk=event.pk)
    for name, value in changes.items():
        setattr(now, name, value)
    now.save()
    actions.amend(sheet=now, by=Author.system())
    return [message.subject for message in Message.objects.order_by("pk")[before:]]


def test_nobody_is_told_of_a_place_that_did_not_change():
    event = meeting()
    booked(event)
    joined = makers.make_commune("29999", "Nouvelle", (48.4, -4.5))
    Commune.objects.filter(pk=event.commune_id).update(successor=joined)
    follow_places(None)
    assert Event.objects.get().commune == joined
    assert amended(event, price="Gratuit") == []
    assert len(amended(event, venue="Ailleurs")) == 1


def test_who_knows_another_place_is_still_told():
    event = meeting()
    booked(event)
    Event.objects.update(venue="Ailleurs")  # nobody was told yet
    joined = makers.make_commune("29999", "Nouvelle", (48.4, -4.5))
    Commune.objects.filter(pk=event.commune_id).update(successor=joined)
    follow_places(None)
    assert len(amended(event, price="Gratuit")) == 1
