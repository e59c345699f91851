"""Visiting partner sites: what is kept, and what is written down of each visit."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles.models import FeedEntry
from articles.partners import visits
from articles.partners.visits import Busy, look, visit
from fetching.addresses import FetchFailed
from moderation.models import Change
from tests.articles.partners.test_reading import item, rss
from tests.internet import internet
from tests.partners import make_feed

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 27, 8, tzinfo=UTC)


@pytest.fixture
def net(monkeypatch, time_machine):
    time_machine.move_to(NOW, tick=False)
    with internet(monkeypatch) as net:
        yield net


def serve(net, *items, **headers):
    net.page("partenaire.fr/flux-1", rss(*items).encode(), Content_Type="application/rss+xml", **headers)


def test_a_visit_takes_what_is_new_and_says_when_to_come_again(net):
    feed = make_feed()
    serve(net, item(1), item(2), ETag='"v1"')
    assert visit(feed).taken == 2
    feed.refresh_from_db()
    assert (feed.visited_at, feed.succeeded_at, feed.failures, feed.last_error) == (NOW, NOW, 0, "")
    assert visits.EVERY <= feed.next_visit_at - NOW <= visits.EVERY + visits.SPREAD
    assert feed.etag == '"v1"'
    assert visit(feed).taken == 0
    assert net.asked[-1][1]["If-None-Match"] == '"v1"'


def test_a_feed_that_has_not_changed_is_a_success(net):
    feed = make_feed(failures=2, failing_since=NOW - timedelta(days=1), last_error="Panne.")
    net.page("partenaire.fr/flux-1", status=304)
    assert visit(feed) == visits.Visit()
    feed.refresh_from_db()
    assert (feed.failures, feed.failing_since, feed.last_error) == (0, None, "")


def test_a_feed_that_has_not_changed_tells_its_articles_again(net, time_machine):
    feed = make_feed()
    serve(net, item(1, date=""), ETag='"v1"')
    visit(feed)
    time_machine.move_to(NOW + timedelta(days=9), tick=False)
    net.page("partenaire.fr/flux-1", status=304)
    visit(feed)
    assert FeedEntry.objects.get().told_on == NOW.date() + timedelta(days=9)


def test_a_fault_stays_told_while_the_feed_does_not_change(net):
    feed = make_feed(last_error="Le flux est mal écrit.")
    net.page("partenaire.fr/flux-1", status=304)
    assert visit(feed).error == "Le flux est mal écrit."


def test_a_feed_that_fails_is_asked_less_and_less_often(net):
    feed = make_feed()
    net.page("partenaire.fr/flux-1", status=500)
    waits = []
    for _ in range(5):
        assert not visit(feed).is_read
        feed.refresh_from_db()
        waits.append((feed.next_visit_at - NOW - visits.spread(feed)) / timedelta(hours=1))
    assert waits == [6, 12, 24, 24, 24]
    assert (feed.failures, feed.failing_since, feed.is_active) == (5, NOW, True)
    assert "(500)" in feed.last_error


@pytest.mark.parametrize(("said", "hours"), [("259200", 72), ("60", 6), ("99999999", 168)])
def test_a_feed_whose_site_asks_for_a_pause_is_left_alone_so_long(net, said, hours):
    feed = make_feed()
    net.page("partenaire.fr/flux-1", status=503, Retry_After=said)
    visit(feed)
    feed.refresh_from_db()
    assert feed.next_visit_at - NOW - visits.spread(feed) == timedelta(hours=hours)


def test_a_feed_that_is_gone_for_good_is_not_read_any_more(net):
    feed = make_feed()
    net.page("partenaire.fr/flux-1", status=410)
    visit(feed)
    feed.refresh_from_db()
    assert (feed.is_active, feed.gone_at) == (False, NOW)


def test_a_page_in_place_of_the_feed_keeps_what_was_taken(net):
    feed = make_feed(is_trusted=True)
    serve(net, item(1))
    visit(feed)
    net.page("partenaire.fr/flux-1", b"<!doctype html><html>Bonjour</html>", Content_Type="text/html")
    assert "pas d’un flux" in visit(feed).error
    assert FeedEntry.objects.shown().count() == 1


def test_what_could_be_read_of_a_bad_feed_is_kept_and_the_fault_told(net):
    feed = make_feed()
    serve(net, item(1), "<item><title>Coup")
    found = visit(feed)
    assert (found.taken, found.is_read) == (1, True)
    feed.refresh_from_db()
    assert "mal écrit" in feed.last_error
    assert feed.failures == 0


@pytest.mark.parametrize("kind", ["undefined", "utf-8"])
def test_a_feed_that_makes_the_reader_stumble_has_failed(net, kind):
    """A charset that refuses everything, and a place without a place: feedparser raises."""
    feed = make_feed()
    odd = "<item><title>a</title><link>https://partenaire.fr/1</link><gml:pos xmlns:gml='http://www.opengis.net/gml'/></item>"
    body = rss(odd if kind == "utf-8" else item(1)).encode()
    net.page("partenaire.fr/flux-1", body, Content_Type=f"text/xml; charset={kind}")
    assert "si mal écrit" in visit(feed).error
    feed.refresh_from_db()
    assert (feed.failures, feed.visited_at) == (1, NOW)
    assert feed.next_visit_at > NOW


@pytest.mark.parametrize("inside", ["127.0.0.1", "10.0.0.1"])
def test_a_feed_inside_a_network_fails(net, inside):
    feed = make_feed()
    net.site("partenaire.fr", inside)
    assert "réseau privé" in visit(feed).error
    assert net.dialled == []


def test_a_visit_writes_nothing_of_what_a_moderator_changes_meanwhile(net):
    feed = make_feed()
    serve(net, item(1))
    type(feed).objects.filter(pk=feed.pk).update(name="Autre nom", is_trusted=True)
    visit(feed)
    feed.refresh_from_db()
    assert (feed.name, feed.is_trusted) == ("Autre nom", True)


def test_a_host_is_asked_by_one_process_at_a_time(net, monkeypatch):
    feed, asked = make_feed(), []

    class Cursor:
        def __enter__(self):
            return self

        def __exit__(self, *args):
            pass

        def execute(self, statement, lock):
            asked.append(lock)

        def fetchone(self):
            return (False,)

    monkeypatch.setattr(visits.connection, "cursor", Cursor)
    with pytest.raises(Busy):
        visit(feed)
    assert asked[0][0] == visits.LOCK
    assert net.asked == []


def test_a_visit_without_news_leaves_public_pages_as_they_are(net):
    feed = make_feed(is_trusted=True)
    serve(net, item(1))
    visit(feed)
    before = Change.objects.version()
    visit(feed)
    net.page("partenaire.fr/flux-1", status=500)
    visit(feed)
    assert Change.objects.version() == before
    type(feed).objects.filter(pk=feed.pk).update(name="Autre nom")
    assert Change.objects.version() != before


def test_looking_keeps_nothing(net):
    serve(net, item(1))
    assert look("http://partenaire.fr/flux-1").title == "Le site"
    assert not FeedEntry.objects.exists()
    net.page("partenaire.fr/flux-1", status=304)
    with pytest.raises(FetchFailed):
        look("http://partenaire.fr/flux-1")


def test_feeds_of_one_moment_come_again_at_different_ones():
    spreads = {visits.spread(type("Feed", (), {"pk": number})) for number in range(20)}
    assert len(spreads) == 20
    assert all(timedelta(0) <= one < visits.SPREAD for one in spreads)


def test_due_are_those_that_are_active_and_whose_time_has_come(net):
    make_feed("Trop tôt", next_visit_at=NOW + timedelta(minutes=1))
    make_feed("Arrêté", is_active=False)
    due = make_feed("Dû", next_visit_at=timezone.now())
    from articles.models import PartnerFeed

    assert list(PartnerFeed.objects.due(NOW)) == [due]
