"""What the worker does about analyses, and with the feeds of partners."""

from datetime import timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from articles import jobs
from articles.models import Article, FeedEntry
from articles.partners.visits import Busy
from tests import makers
from tests.articles.partners.test_reading import item, rss
from tests.internet import internet
from tests.partners import make_feed

pytestmark = pytest.mark.django_db


def waiting():
    return list(ProcrastinateJob.objects.filter(task_name="articles.read_feed").order_by("id"))


def test_each_feed_that_is_due_is_a_job_one_at_a_time_for_a_host():
    later = timezone.now() + timedelta(hours=1)
    first, second = make_feed(), make_feed(feed_url="https://ailleurs.fr/flux")
    make_feed(next_visit_at=later)
    jobs.read_feeds(0)
    jobs.read_feeds(0)
    found = waiting()
    assert {job.args["feed_id"] for job in found} == {first.pk, second.pk}
    assert {job.lock for job in found} == {"feeds of partenaire.fr", "feeds of ailleurs.fr"}
    assert all(job.priority < 0 for job in found)


def test_a_job_reads_a_feed_that_is_still_due(monkeypatch):
    feed = make_feed()
    with internet(monkeypatch) as net:
        net.page("partenaire.fr/flux-1", rss(item(1, date="")).encode())
        jobs.read_feed(feed.pk)
        jobs.read_feed(feed.pk)
        assert len(net.asked) == 1
    assert FeedEntry.objects.count() == 1
    jobs.read_feed(feed.pk + 1)


def test_a_busy_host_is_for_the_next_time(monkeypatch):
    def busy(feed):
        raise Busy

    monkeypatch.setattr(jobs, "visit", busy)
    feed = make_feed()
    jobs.read_feed(feed.pk)
    feed.refresh_from_db()
    assert feed.visited_at is None


def test_all_are_derived_again_batch_by_batch(monkeypatch):
    monkeypatch.setattr(jobs, "BATCH", 1)
    numbers = [makers.make_article(f"Texte {rank}", territory="region-53").pk for rank in range(2)]
    makers.make_region()
    Article.objects.update(keys=[])
    deferred = []
    monkeypatch.setattr(jobs.refresh_all, "defer", lambda **given: deferred.append(given))
    jobs.refresh_all(after=0)
    assert Article.objects.get(pk=numbers[0]).keys == ["region-53"]
    assert deferred == [{"after": numbers[0]}]
    jobs.refresh_all(after=numbers[0])
    assert Article.objects.get(pk=numbers[1]).keys == ["region-53"]
