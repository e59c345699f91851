"""Addresses that refuse letters."""

import smtplib
from datetime import date, timedelta
from threading import Thread

import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import connection

from newsletter import bouncing, subscribing
from newsletter.models import Delivery, Subscription
from outbox import actions
from outbox.jobs import deliver
from outbox.models import Message
from tests.letters import MONDAY, NEWS_DAY, READER, news, send_all, subscriber

pytestmark = pytest.mark.django_db
State = Subscription.State
WEEK = timedelta(days=7)


def refusing(monkeypatch, code, text):
    def send(self, *args, **kwargs):
        raise smtplib.SMTPRecipientsRefused({READER: (code, text)})

    monkeypatch.setattr(EmailMultiAlternatives, "send", send)


def letters(weeks):
    """Have that many letters tried, one a week."""
    for week in range(weeks):
        news(f"Jardin {week}", day=NEWS_DAY + week * WEEK)
        (message,) = send_all(MONDAY + week * WEEK)
        deliver(message.pk)


@pytest.mark.parametrize("text", [b"5.1.1 No such user", b"5.1.10 null MX", b"5.2.1 mailbox disabled"])
def test_an_address_that_does_not_exist_is_stopped_at_once(monkeypatch, text):
    refusing(monkeypatch, 550, text)
    subscriber()
    letters(1)
    assert Subscription.objects.get().state == State.STOPPED
    assert Delivery.objects.get().refused_at is not None


def test_one_that_refuses_for_another_reason_is_stopped_at_the_third_time(monkeypatch):
    """A server that distrusts ours refuses everybody's letters: one bad day must not stop all subscriptions."""
    refusing(monkeypatch, 550, b"5.7.1 Blocked")
    subscriber(day=date(2026, 1, 1))
    letters(2)
    assert Subscription.objects.get().state == State.ACTIVE
    news("Jardin 2", day=NEWS_DAY + 2 * WEEK)
    (message,) = send_all(MONDAY + 2 * WEEK)
    deliver(message.pk)
    assert Subscription.objects.get().state == State.STOPPED
    news("Jardin 3", day=NEWS_DAY + 3 * WEEK)
    assert send_all(MONDAY + 3 * WEEK) == []


def test_one_that_takes_a_letter_in_between_is_not_dead(monkeypatch):
    subscriber()
    for week, refused in enumerate((True, True, False, True, True)):
        with monkeypatch.context() as patch:
            if refused:
                refusing(patch, 550, b"5.7.1 Blocked")
            news(f"Jardin {week}", day=NEWS_DAY + week * WEEK)
            (message,) = send_all(MONDAY + week * WEEK)
            deliver(message.pk)
    assert Subscription.objects.get().state == State.ACTIVE


def test_a_full_mailbox_is_tried_again_and_stops_nothing(monkeypatch):
    refusing(monkeypatch, 452, b"4.2.2 Mailbox full")
    subscriber()
    news()
    (message,) = send_all()
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        deliver(message.pk)
    assert Subscription.objects.get().state == State.ACTIVE
    assert Delivery.objects.get().refused_at is None


def test_another_mail_that_is_refused_stops_nothing(monkeypatch):
    refusing(monkeypatch, 550, b"5.1.1 No such user")
    subscriber()
    message = actions.write(to=READER, subject="Autre", body="Autre")
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        deliver(message.pk)
    assert Subscription.objects.get().state == State.ACTIVE
    message.refresh_from_db()
    assert message.state == Message.State.WAITING


@pytest.mark.django_db(transaction=True)
def test_who_stops_while_a_refusal_is_noted_does_not_wait_in_a_circle(monkeypatch):
    refusing(monkeypatch, 550, b"5.7.1 Blocked")
    subscription = subscriber()
    news()
    (message,) = send_all()
    threads, errors = [], []

    def stop():
        try:
            subscribing.stop(subscription=subscription)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    def stop_meanwhile(delivery):
        threads.append(Thread(target=stop))
        threads[0].start()
        threads[0].join(0.5)  # it waits
        return True

    monkeypatch.setattr(bouncing, "_always_refused", stop_meanwhile)
    deliver(message.pk)
    threads[0].join(30)
    assert errors == [] and not Subscription.objects.exists()
    assert Message.objects.get().state == Message.State.FAILED
