import smtplib
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from procrastinate.contrib.django import app

from outbox.jobs import ATTEMPTS, deliver
from outbox.models import Message

pytestmark = pytest.mark.django_db
State = Message.State


@pytest.fixture
def message():
    return Message.objects.create(
        to="camille@exemple.fr", subject="Confirmez", body="https://exemple.fr/secret\n"
    )


def failing(error):
    def send(self, *args, **kwargs):
        raise error

    return send


def test_a_mail_leaves_once_and_its_text_is_erased(message):
    deliver(message.pk)
    deliver(message.pk)
    assert [(sent.to, sent.subject) for sent in mail.outbox] == [(["camille@exemple.fr"], "Confirmez")]
    assert "secret" in mail.outbox[0].body
    message.refresh_from_db()
    assert (message.state, message.body, message.attempts) == (State.SENT, "", 1)
    assert message.sent_at is not None


@pytest.mark.parametrize(
    "error", [ConnectionRefusedError("mail.exemple.fr"), smtplib.SMTPServerDisconnected("x")]
)
def test_a_mail_that_could_not_leave_waits_and_the_job_is_tried_again(message, monkeypatch, caplog, error):
    monkeypatch.setattr(EmailMessage, "send", failing(error))
    with pytest.raises(type(error)):
        deliver(message.pk)
    message.refresh_from_db()
    assert (message.state, message.attempts, message.last_error) == (State.WAITING, 1, type(error).__name__)
    assert "secret" in message.body
    assert "camille" not in caplog.text and str(message.pk) in caplog.text


def test_after_the_last_attempt_it_is_given_up_quietly(message, monkeypatch):
    monkeypatch.setattr(EmailMessage, "send", failing(OSError()))
    deliver(message.pk, last_attempt=True)
    message.refresh_from_db()
    assert message.state == State.FAILED


def test_a_mail_that_was_erased_is_no_error():
    deliver(10**9)
    assert mail.outbox == []


def test_the_queue_tries_over_a_night_and_then_stops():
    strategy = app.tasks["outbox.send_message"].retry_strategy

    def decision(attempts):
        return strategy.get_retry_decision(exception=OSError(), job=SimpleNamespace(attempts=attempts))

    assert all(decision(attempt) for attempt in range(ATTEMPTS - 1))
    assert decision(ATTEMPTS - 1) is None
    waits = [
        (decision(attempt).retry_at - datetime.now(UTC)).total_seconds() for attempt in range(ATTEMPTS - 1)
    ]
    assert waits == sorted(waits)
    assert waits[0] < 120
    assert 12 * 3600 < sum(waits) < 36 * 3600
