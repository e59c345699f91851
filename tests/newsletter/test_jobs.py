"""What the worker does for the letter."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from newsletter import jobs, sending
from newsletter.models import Issue, Subscription
from outbox.models import Message
from tests.letters import MONDAY, READER, mailing_list, news, on, subscriber

pytestmark = pytest.mark.django_db


def test_letters_have_a_queue_of_their_own():
    assert app.tasks["newsletter.send_letters"].queue == app.tasks["newsletter.hourly"].queue == "letter"
    assert app.tasks["newsletter.subscribe"].queue == "mail"  # whoever asks does not wait for letters


def test_each_hour_begins_drafts_and_asks_for_letters():
    mailing_list()
    with on(MONDAY):
        jobs.send_hourly(timestamp=0)
    assert Issue.objects.count() == 1
    assert ProcrastinateJob.objects.filter(task_name="newsletter.send_letters").count() == 1


def test_what_is_left_goes_to_another_job(monkeypatch):
    monkeypatch.setattr(sending, "BATCH", 1)
    monkeypatch.setattr(jobs, "BUDGET", timedelta(0))
    for number in range(3):
        subscriber(f"n{number}@exemple.fr")
    news()
    with on(MONDAY):
        jobs.send_letters()
        asked = ProcrastinateJob.objects.filter(task_name="newsletter.send_letters")
        assert (Message.objects.count(), asked.count()) == (1, 1)
        for _ in range(3):
            jobs.send_letters()
    assert (Message.objects.count(), asked.count()) == (3, 3)


def test_asking_writes_one_mail_and_no_more_than_three_a_day():
    for _ in range(5):
        jobs.subscribe(email=READER, territories=[], themes=[], kinds=[], rhythm="weekly")
    assert Message.objects.count() == 3 and Subscription.objects.count() == 1


def test_every_morning_the_silent_are_asked():
    subscriber()
    with on(MONDAY + timedelta(days=1200)):
        jobs.ask_silent_daily(timestamp=0)
    assert Subscription.objects.get().asked_at is not None


def test_a_letter_that_could_not_be_written_again_is_tried_for_three_hours():
    strategy = app.tasks["newsletter.write_again"].retry_strategy

    def decision(attempts):
        return strategy.get_retry_decision(exception=OSError(), job=SimpleNamespace(attempts=attempts))

    waits = [(decision(attempt).retry_at - datetime.now(UTC)).total_seconds() for attempt in range(8)]
    assert waits[0] < 70 and 9_000 < sum(waits) < 11_000
    assert decision(8) is None


@pytest.mark.django_db(transaction=True)
def test_the_letters_that_a_dead_worker_held_are_put_back_in_the_queue():
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now()) RETURNING id")
        (alive,) = cursor.fetchone()
        for name, status, worker, lock in (
            ("gone", "doing", None, None),
            ("alive", "doing", alive, None),
            ("hourly", "doing", None, "newsletter.hourly"),
            ("next hour", "todo", None, "newsletter.hourly"),
        ):
            cursor.execute(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, worker_id, queueing_lock)"
                " VALUES ('letter', 'newsletter.write_again', %s, %s, %s, %s)",
                [f'{{"name": "{name}"}}', status, worker, lock],
            )

    async def look():
        async with app.with_connector(app.connector.get_worker_connector()).open_async() as worker:
            await jobs.retry_stalled(SimpleNamespace(app=worker), timestamp=0)

    with ThreadPoolExecutor(1) as pool:  # this thread may have a loop of its own: that of a browser
        pool.submit(lambda: asyncio.run(look())).result()
    assert dict(ProcrastinateJob.objects.values_list("args__name", "status")) == {
        "gone": "todo",
        "alive": "doing",
        "hourly": "doing",
        "next hour": "todo",
    }
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs; DELETE FROM procrastinate_workers")
