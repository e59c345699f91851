"""What whoever organises a meeting writes to those who come."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.models import Announcement
from events.registering import announcing, booking
from moderation.actions import TransitionRefused
from outbox.models import Message
from tests.registrations import ORGANISER, booked, date_of, meeting

pytestmark = pytest.mark.django_db
TEXT = "Prenez des gants et de quoi boire."


def announce(event, text=TEXT):
    return announcing.announce(occurrence=date_of(event), text=text)


def test_only_those_who_agreed_get_it_a_mail_each():
    event = meeting(capacity=1)
    booked(event, "oui@exemple.fr", may_be_written=True)
    booked(event, "attend@exemple.fr", may_be_written=True)
    booked(event, "non@exemple.fr")
    booking.add(occurrence=date_of(event), name="Mado", people=1)
    assert announce(event).receivers == 2
    found = Message.objects.filter(body__contains=TEXT)
    assert set(found.values_list("to", flat=True)) == {"oui@exemple.fr", "attend@exemple.fr"}
    assert not found.exclude(reply_to="").exists()
    assert not found.filter(body__contains=ORGANISER).exists()


def test_whoever_wants_no_more_gets_no_more():
    event = meeting()
    row = booked(event, may_be_written=True)
    booking.hear_no_more(registration=row)
    with pytest.raises(TransitionRefused, match="Personne"):
        announce(event)


def test_three_a_day_and_a_double_click_is_one():
    event = meeting()
    booked(event, may_be_written=True)
    for number in range(3):
        announce(event, f"{TEXT} {number}")
        announce(event, f"{TEXT} {number}")
    assert Announcement.objects.count() == 3
    with pytest.raises(TransitionRefused, match="Trois messages"):
        announce(event, "Encore un mot, le dernier.")


def test_the_same_words_to_another_date_are_another_message(time_machine):
    event = meeting(capacity=10, rhythm="semaine", times=3)
    first, second, _ = event.occurrences.order_by("starts_at")
    booked(event, "a@exemple.fr", may_be_written=True, occurrence=first)
    booked(event, "b@exemple.fr", may_be_written=True, occurrence=second)
    announcing.announce(occurrence=first, text=TEXT)
    announcing.announce(occurrence=second, text=TEXT)
    assert Announcement.objects.count() == 2
    time_machine.move_to(timezone.now() + timedelta(hours=1), tick=False)
    announcing.announce(occurrence=second, text=TEXT)
    assert Announcement.objects.count() == 3
    for to, received in (("a@exemple.fr", 1), ("b@exemple.fr", 2)):
        assert Message.objects.filter(to=to, body__contains=TEXT).count() == received
