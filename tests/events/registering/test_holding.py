"""What is kept about who comes, for how long."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from contributors.models import SignedLink
from events.demo import loading
from events.models import Announcement, Event, Registration
from events.registering import announcing, holding
from moderation import exporting
from moderation.person_erasure import erase_words
from tests import makers
from tests.registrations import READER, asked, booked, date_of, meeting, states

pytestmark = pytest.mark.django_db


def links():
    return SignedLink.objects.filter(content_type=ContentType.objects.get_for_model(Registration))


def test_a_person_gets_what_is_kept_about_them_and_nobody_else():
    event = meeting()
    row = booked(event, brings="Un gâteau", may_be_written=True)
    booked(event, "autre@exemple.fr", name="Yann")
    (told,) = exporting.export_of(row.person)["inscriptions à des rencontres"]
    assert told["ce que vous apportez"] == "Un gâteau" and told["texte accepté, version"]
    assert told["l’organisation peut vous écrire"] is True
    assert "Yann" not in str(exporting.export_of(row.person))


def test_what_nobody_confirms_goes_after_a_week():
    asked(meeting())
    with time_machine.travel(timezone.now() + timedelta(days=6), tick=False):
        assert holding.purge()["unconfirmed registrations"] == 0
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        assert holding.purge()["unconfirmed registrations"] == 1
    assert not Registration.objects.exists() and not links().exists()


def test_all_goes_six_months_after_the_meeting():
    event = meeting()
    booked(event)
    end = date_of(event).ends_at
    with time_machine.travel(end + timedelta(days=182), tick=False):
        assert holding.purge()["old registrations"] == 0
    with time_machine.travel(end + timedelta(days=184), tick=False):
        assert holding.purge()["old registrations"] == 1
    assert not Registration.objects.exists() and not links().exists()


def test_what_the_organisers_wrote_is_blank_after_a_year():
    event = meeting()
    booked(event, may_be_written=True)
    announcing.announce(occurrence=date_of(event), text="Prenez des gants, il fera froid.")
    with time_machine.travel(timezone.now() + timedelta(days=364), tick=False):
        assert holding.purge()["announcements"] == 0
    with time_machine.travel(timezone.now() + timedelta(days=366), tick=False):
        assert holding.purge()["announcements"] == 1
    assert Announcement.objects.get().text == ""


def test_a_person_who_is_forgotten_leaves_their_seat_to_who_waits():
    event = meeting(capacity=1)
    row = booked(event)
    booked(event, "attente@exemple.fr")
    erase_words(contributor=row.person, by=None)
    assert states(event) == {"attente@exemple.fr": "confirmed"}
    assert not links().filter(contributor=row.person).exists()


def test_what_was_registered_later_is_not_forgotten():
    row = booked(meeting())
    assert holding.forget_person(row.person, timezone.now() - timedelta(days=1)) == 0
    assert Registration.objects.get().person.email == READER


def test_another_kind_of_sheet_of_the_same_number_touches_nothing():
    event = meeting()
    booked(event)
    initiative = makers.make_initiative()
    holding.forget(initiative.content_type(), [event.pk])
    assert Registration.objects.exists()


def test_taking_the_demonstration_away_takes_its_registrations_along():
    event = meeting()
    Event.objects.filter(pk=event.pk).update(is_example=True)
    booked(event)
    loading.remove()
    assert not Event.objects.exists() and not Registration.objects.exists() and not links().exists()


def test_the_week_to_confirm_begins_again_with_each_request():
    day = timezone.localdate() + timedelta(days=60)
    event = meeting(day=day, end_day=day)
    asked(event)
    later = timezone.now()
    with time_machine.travel(later + timedelta(days=6, hours=20), tick=False):
        asked(event)
    with time_machine.travel(later + timedelta(days=7, hours=2), tick=False):
        holding.purge()
        assert Registration.objects.count() == 1
