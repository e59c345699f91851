"""What the worker does about analyses, and with the feeds of partners."""

from datetime import timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from articles import jobs
from articles.models import Article, FeedEntry
from articles.partners.visits import Busy
from moderation import actions, merging
from moderation.authors import Author
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


def follow():
    """Do the jobs that wait for analyses to be found where what they name is now; return how many there were."""
    waiting = ProcrastinateJob.objects.filter(task_name="articles.refresh_naming").order_by("id")
    asked = list(waiting.values_list("pk", "args"))
    ProcrastinateJob.objects.all()._raw_delete("default")  # the model is read only
    for _, args in asked:
        jobs.refresh_naming(**args)
    return len(asked)


def keys_of(article):
    return Article.objects.get(pk=article.pk).keys


def test_lists_find_an_analysis_where_the_initiative_that_it_names_is_now():
    initiative = makers.make_initiative()
    article = makers.make_article(initiatives=[initiative])
    assert "departement-29" in keys_of(article)
    actions.withdraw(sheet=initiative, by=Author.system())
    assert follow() == 1 and keys_of(article) == []
    actions.restore(sheet=initiative, by=Author.system())
    assert follow() == 1 and "departement-29" in keys_of(article)
    initiative.locations.all().delete()
    initiative.locations.create(kind="itinerant")
    actions.amend(sheet=initiative, by=Author.system())
    assert follow() == 1 and keys_of(article) == []


def test_lists_find_an_analysis_where_the_meeting_that_it_names_is_now():
    event = makers.make_event()
    article = makers.make_article(events=[event])
    assert "departement-29" in keys_of(article)
    actions.archive(sheet=event, by=Author.system())
    assert follow() == 1 and keys_of(article) == []


def test_lists_find_an_analysis_where_what_the_initiative_joined_is():
    winner, loser = makers.make_initiative("Le grand jardin"), makers.make_initiative("Le jardin d’avant")
    loser.locations.all().delete()
    loser.locations.create(kind="itinerant")
    article = makers.make_article(initiatives=[loser])
    assert keys_of(article) == []
    merged, _ = merging.merge(winner=winner, loser=loser, choices={}, by=Author.system())
    assert follow() and "departement-29" in keys_of(article)
    winner.refresh_from_db()
    actions.withdraw(sheet=winner, by=Author.system())
    assert follow() == 1 and keys_of(article) == []
    actions.restore(sheet=winner, by=Author.system())
    merging.undo(merged=merged, by=Author.system())
    assert follow() and keys_of(article) == []


def test_no_job_for_what_no_analysis_names_or_only_those_that_say_their_territory():
    makers.make_region()
    initiative = makers.make_initiative()
    actions.amend(sheet=initiative, by=Author.system())
    makers.make_article(initiatives=[initiative], territory="region-53")
    actions.amend(sheet=initiative, by=Author.system())
    assert follow() == 0


def test_those_that_name_a_sheet_follow_batch_by_batch_and_an_erased_one_takes_none_along(monkeypatch):
    initiative = makers.make_initiative()
    articles = [makers.make_article(f"Texte {rank}", initiatives=[initiative]) for rank in range(2)]
    actions.withdraw(sheet=initiative, by=Author.system())
    monkeypatch.setattr(jobs, "BATCH", 1)
    assert follow() == 1 and (keys_of(articles[0]), keys_of(articles[1]) != []) == ([], True)
    assert follow() == 1 and keys_of(articles[1]) == []
    assert follow() == 1 and follow() == 0
    jobs.refresh_naming(kind="initiative", number=initiative.pk + 1)
