import asyncio
import smtplib
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from outbox import actions
from outbox.jobs import ATTEMPTS, Busy, deliver, retry_stalled
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
    monkeypatch.setattr(EmailMultiAlternatives, "send", failing(error))
    with pytest.raises(type(error)):
        deliver(message.pk)
    message.refresh_from_db()
    assert (message.state, message.attempts, message.last_error) == (State.WAITING, 1, type(error).__name__)
    assert "secret" in message.body
    assert "camille" not in caplog.text and str(message.pk) in caplog.text


def test_after_the_last_attempt_it_is_given_up_quietly(message, monkeypatch):
    monkeypatch.setattr(EmailMultiAlternatives, "send", failing(OSError()))
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


class Killed(BaseException):
    """Stands for the end of a worker: nothing after it is done."""


@pytest.fixture
def killed_after_sending(monkeypatch):
    """Have the worker die once a mail has left and before it could say so."""
    send = EmailMultiAlternatives.send

    def send_and_die(self, *args, **kwargs):
        send(self, *args, **kwargs)
        raise Killed

    monkeypatch.setattr(EmailMultiAlternatives, "send", send_and_die)
    yield
    monkeypatch.undo()


def test_after_a_death_a_mail_leaves_once_more_with_the_same_number(
    message, killed_after_sending, monkeypatch
):
    with pytest.raises(Killed):
        deliver(message.pk)
    message.refresh_from_db()
    assert (message.state, message.interrupted) == (State.WAITING, 1)
    monkeypatch.undo()
    deliver(message.pk)
    deliver(message.pk)
    assert len({sent.extra_headers["Message-ID"] for sent in mail.outbox}) == 1
    assert len(mail.outbox) == 2
    message.refresh_from_db()
    assert (message.state, message.interrupted) == (State.SENT, 0)


def test_after_two_deaths_it_is_given_up_and_shown(message, killed_after_sending):
    for _ in range(2):
        with pytest.raises(Killed):
            deliver(message.pk)
    for _ in range(3):
        deliver(message.pk)
    message.refresh_from_db()
    assert (message.state, message.last_error, len(mail.outbox)) == (State.FAILED, "Interrupted", 2)
    assert actions.retry(message=message)
    message.refresh_from_db()
    assert (message.state, message.interrupted) == (State.WAITING, 0)


def test_a_server_that_refuses_is_no_death(message, monkeypatch):
    monkeypatch.setattr(EmailMultiAlternatives, "send", failing(OSError()))
    for _ in range(4):
        with pytest.raises(OSError):
            deliver(message.pk)
    message.refresh_from_db()
    assert (message.state, message.attempts, message.interrupted) == (State.WAITING, 4, 0)


def test_each_mail_is_plain_text_and_html(message):
    Message.objects.update(body="Bonjour <b>vous</b>,\n\nhttps://exemple.fr/suivi/x/\n\nÀ bientôt\n")
    deliver(message.pk)
    (sent,) = mail.outbox
    ((html, kind),) = sent.alternatives
    assert sent.body.startswith("Bonjour <b>vous</b>,") and kind == "text/html"
    assert "Bonjour &lt;b&gt;vous&lt;/b&gt;," in html
    assert 'href="https://exemple.fr/suivi/x/"' in html
    assert "<p>À bientôt</p>" in html


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_each_mail_once():
    numbers = [
        Message.objects.create(to=f"p{number}@exemple.fr", subject="Bonjour", body="Texte\n").pk
        for number in range(60)
    ]

    def work(order):
        try:
            for number in order:
                while True:
                    with suppress(Busy):
                        deliver(number)
                        break
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, [numbers, list(numbers)]))
    assert sorted(sent.to[0] for sent in mail.outbox) == sorted(
        f"p{number}@exemple.fr" for number in range(60)
    )
    assert set(Message.objects.values_list("state", "attempts")) == {(State.SENT, 1)}


@pytest.mark.django_db(transaction=True)
def test_what_a_dead_worker_held_is_put_back_in_the_queue():
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour')"
        )
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now()) RETURNING id")
        (alive,) = cursor.fetchone()
        for name, worker in (
            ("dead", "(SELECT min(id) FROM procrastinate_workers)"),
            ("gone", "NULL"),
            ("alive", alive),
        ):
            cursor.execute(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, worker_id)"
                f" VALUES ('mail', 'outbox.send_message', %s, 'doing', {worker})",
                [f'{{"name": "{name}"}}'],
            )

    async def look():
        async with app.with_connector(app.connector.get_worker_connector()).open_async() as worker:
            await retry_stalled(SimpleNamespace(app=worker), timestamp=0)

    with ThreadPoolExecutor(1) as pool:  # this thread may have a loop of its own: that of a browser
        pool.submit(lambda: asyncio.run(look())).result()
    assert dict(ProcrastinateJob.objects.values_list("args__name", "status")) == {
        "dead": "todo",
        "gone": "todo",
        "alive": "doing",
    }
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs; DELETE FROM procrastinate_workers")


def test_a_mail_says_where_answers_go_and_forgets_it():
    message = actions.write(
        to="camille@exemple.fr", subject="Bonjour", body="Texte", reply_to="dominique@exemple.fr"
    )
    deliver(message.pk)
    (sent,) = mail.outbox
    assert sent.reply_to == ["dominique@exemple.fr"]
    message.refresh_from_db()
    assert message.reply_to == ""


def test_without_one_there_is_no_such_header(message):
    deliver(message.pk)
    assert "Reply-To" not in mail.outbox[0].message()
