"""The reminder of the day before, and the wish for a report."""

from datetime import timedelta

import pytest
import time_machine

from events.models import Event, Registration, ReportRequest
from events.registering import booking, reminding
from outbox.models import Message
from tests import makers
from tests.registrations import ORGANISER, READER, booked, date_of, meeting

pytestmark = pytest.mark.django_db


def reminders(to=READER):
    return Message.objects.filter(to=to, subject__startswith="Rappel").count()


def at(moment):
    return time_machine.travel(moment, tick=False)


def test_a_reminder_the_day_before_once():
    event = meeting(capacity=1)
    booked(event)
    booked(event, "attente@exemple.fr")
    start = date_of(event).starts_at
    with at(start - timedelta(hours=25)):
        assert reminding.remind() == 0
    with at(start - timedelta(hours=23)):
        assert reminding.remind() == 1
        assert reminding.remind() == 0
    assert reminders() == 1 and not reminders("attente@exemple.fr")


def test_who_registered_since_yesterday_needs_none():
    event = meeting()
    start = date_of(event).starts_at
    with at(start - timedelta(hours=20)):
        booked(event)
        assert reminding.remind() == 0
    with at(start - timedelta(minutes=10)):
        assert reminding.remind() == 0


def test_nobody_is_reminded_of_what_they_cancelled_or_what_began():
    event = meeting()
    row = booked(event)
    start = date_of(event).starts_at
    with at(start + timedelta(minutes=1)):
        assert reminding.remind() == 0
    booking.cancel(registration=row, by=Registration.Canceller.PERSON)
    with at(start - timedelta(hours=2)):
        assert reminding.remind() == 0


def test_somebody_added_by_hand_has_no_mail():
    event = meeting()
    booking.add(occurrence=date_of(event), name="Mado", people=1)
    with at(date_of(event).starts_at - timedelta(hours=2)):
        assert reminding.remind() == 0


def test_a_report_is_asked_for_once_two_days_after_the_last_date():
    event = meeting(capacity=None, rhythm="semaine", times=2)
    first, last = event.occurrences.order_by("starts_at")
    booked(event, people=3, occurrence=first)
    booked(event, "b@exemple.fr", occurrence=last)
    with at(first.ends_at + timedelta(days=3)):
        assert reminding.ask_for_reports() == 0
    with at(last.ends_at + timedelta(days=1)):
        assert reminding.ask_for_reports() == 0
    with at(last.ends_at + timedelta(days=2, minutes=1)):
        assert reminding.ask_for_reports() == 1
        assert reminding.ask_for_reports() == 0
    mail = Message.objects.filter(to=ORGANISER).latest("pk")
    assert f"/analyses/proposer/?rencontre={event.slug}" in mail.body
    assert "4 personnes inscrites" in mail.body and "2 inscriptions" in mail.body
    assert READER not in mail.body


def test_it_is_asked_too_where_nobody_registered():
    event = makers.make_event(contributor=makers.make_contributor(ORGANISER))
    with at(date_of(event).ends_at + timedelta(days=3)):
        assert reminding.ask_for_reports() == 1
    assert "Qui était là" not in Message.objects.filter(to=ORGANISER).latest("pk").body


def test_nothing_is_asked_of_what_was_cancelled_or_hidden_or_is_long_over():
    hidden = makers.make_event(contributor=makers.make_contributor(), status="withdrawn")
    off = makers.make_event(contributor=makers.make_contributor())
    Event.objects.filter(pk=off.pk).update(is_cancelled=True)
    nobody = makers.make_event()
    with at(date_of(nobody).ends_at + timedelta(days=3)):
        assert reminding.ask_for_reports() == 0
    old = makers.make_event(contributor=makers.make_contributor(), days=-60)
    assert reminding.ask_for_reports() == 0
    assert not ReportRequest.objects.exists() and hidden.pk and old.pk


def test_the_link_of_the_mail_opens_the_list(client):
    event = meeting()
    booked(event)
    with at(date_of(event).ends_at + timedelta(days=3)):
        reminding.ask_for_reports()
        body = Message.objects.filter(to=ORGANISER).latest("pk").body
        link = next(word for word in body.split() if "/suivi/" in word)
        page = client.get(link[link.index("/suivi/") :])
    assert page.status_code == 200 and "Dominique" in page.content.decode()
