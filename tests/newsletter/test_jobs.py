"""What the worker does for the letter."""

from datetime import timedelta

import pytest
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
