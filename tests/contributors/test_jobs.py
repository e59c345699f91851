from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessAttempt, AccessLog
from django.db import connection
from django.utils import timezone

from contributors import jobs
from contributors.models import Consent, Contributor, Draft, RateLimit, SignedLink
from moderation.models import Status
from outbox.models import Message
from photos.models import Photo
from tests import makers

pytestmark = pytest.mark.django_db


def purge_after(delay):
    with time_machine.travel(timezone.now() + delay, tick=False):
        return jobs.purge()


def test_a_draft_goes_with_its_photo_after_a_day(django_capture_on_commit_callbacks):
    photo = makers.make_photo()
    files = [photo.path(width) for width in photo.widths]
    Draft.objects.start(kind="initiative", data={"title": ["Jardin"]}, photo=photo)
    assert purge_after(timedelta(hours=23, minutes=59))["drafts"] == 0
    assert all(file.exists() for file in files)
    with django_capture_on_commit_callbacks(execute=True):
        assert purge_after(timedelta(hours=24, seconds=1))["drafts"] == 1
    assert not Draft.objects.exists() and not Photo.objects.exists()
    assert not any(file.exists() for file in files)


def test_a_draft_that_was_sent_leaves_the_photo_to_the_sheet():
    photo = makers.make_photo()
    sheet = makers.make_initiative(status=Status.UNCONFIRMED, photos=[photo])
    draft, _ = Draft.objects.start(kind="initiative", data={}, photo=None)
    draft.sheet = sheet
    draft.save()
    assert purge_after(timedelta(days=2))["drafts"] == 1
    assert list(sheet.photos.all()) == [photo]


def test_links_and_counters_go_when_they_are_over():
    contributor = makers.make_contributor()
    sheet = makers.make_initiative(contributor=contributor)
    SignedLink.objects.issue(
        purpose=SignedLink.Purpose.CONFIRM, contributor=contributor, sheet=sheet, valid=timedelta(days=7)
    )
    RateLimit.objects.create(key="k", expires_at=timezone.now() + timedelta(hours=1), count=3)
    early = purge_after(timedelta(minutes=59))
    assert (early["links"], early["rate limits"]) == (0, 0)
    late = purge_after(timedelta(days=7, seconds=1))
    assert (late["links"], late["rate limits"]) == (1, 1)


def test_a_person_to_whom_nothing_refers_is_forgotten():
    gone, author = makers.make_contributor("partie@exemple.fr"), makers.make_contributor("la@exemple.fr")
    sheet = makers.make_initiative(contributor=author)
    Consent.objects.create(contributor=gone, purpose="publication", text_version="x", sheet=sheet)
    assert purge_after(timedelta(hours=23))["contributors"] == 0
    assert purge_after(timedelta(hours=25))["contributors"] == 1
    assert list(Contributor.objects.all()) == [author]
    assert not Consent.objects.exists()


def test_who_proposed_an_actor_is_kept():
    author = makers.make_contributor()
    makers.make_actor(submitted_by=author)
    assert purge_after(timedelta(days=400))["contributors"] == 0


def test_mails_go_a_month_after_they_left():
    Message.objects.create(to="a@exemple.fr", subject="parti", state=Message.State.SENT)
    Message.objects.create(to="a@exemple.fr", subject="attend", state=Message.State.WAITING)
    assert purge_after(timedelta(days=29))["mails"] == 0
    assert purge_after(timedelta(days=31))["mails"] == 1
    assert Message.objects.get().subject == "attend"


def test_log_in_attempts_go_after_thirty_days():
    AccessAttempt.objects.create(username="x", ip_address="192.0.2.1", failures_since_start=1)
    AccessLog.objects.create(username="x", ip_address="192.0.2.1")
    assert purge_after(timedelta(days=29))["log-in attempts"] == 0
    assert purge_after(timedelta(days=31))["log-in attempts"] == 2


def test_jobs_that_ended_go_after_a_day_and_those_that_wait_stay():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
        for status in ("succeeded", "todo"):
            cursor.execute(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status)"
                " VALUES ('mail', 't', '{\"email\": \"a@exemple.fr\"}', %s)",
                [status],
            )
        cursor.execute(
            "INSERT INTO procrastinate_events (job_id, type)"
            " SELECT id, 'succeeded' FROM procrastinate_jobs WHERE status = 'succeeded'"
        )
    assert purge_after(timedelta(hours=23))["jobs"] == 0
    assert purge_after(timedelta(hours=25))["jobs"] == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT status FROM procrastinate_jobs")
        assert cursor.fetchall() == [("todo",)]


def test_the_log_says_how_many_and_never_who(caplog):
    makers.make_contributor("camille@exemple.fr", "Camille Le Goff")
    with caplog.at_level("INFO", logger="contributors.jobs"):
        with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
            jobs.purge_hourly(timestamp=0)
        jobs.purge_hourly(timestamp=0)
    assert caplog.messages[0].startswith("purge of private data: 1 contributors")
    assert caplog.messages[1] == "purge of private data: nothing"
    assert "exemple.fr" not in caplog.text and "Camille" not in caplog.text


def test_the_worker_purges_every_hour():
    periodic = {task.task.name: task.cron for task in jobs.app.periodic_registry.periodic_tasks.values()}
    assert periodic["contributors.purge"].split()[1:] == ["*", "*", "*", "*"]
