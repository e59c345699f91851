"""What the benchmark adds to a database: it is what the site itself would have written."""

import json
from datetime import date, timedelta

import pytest
from django.db import connection

from articles.models import Article, FeedEntry
from articles.refreshing import keys_of as keys_of_article
from bench.spreading import FORM, LASTS, MARKER, is_wanted, make
from events.models import Event, Occurrence, Registration
from events.scheduling import keys_of, schedule
from initiatives.models import Initiative
from newsletter.models import Subscription
from tests import makers

SIZES = {"meetings": 30, "analyses": 30, "entries": 20, "subscriptions": 25}


@pytest.fixture
def filled(db):
    makers.make_commune()
    theme = makers.make_theme()
    for number in range(40):
        makers.make_initiative(f"Le lieu {number}", theme=theme)
    for initiative in Initiative.objects.order_by("pk"):
        Initiative.objects.filter(pk=initiative.pk).update(slug=f"essai-1-{initiative.pk}")
    connection.ensure_connection()
    make(connection.connection, SIZES, date(2026, 11, 27), step=1)


def test_it_makes_as_many_as_asked(filled):
    assert Event.objects.published().count() == 30
    assert Article.objects.published().count() == 30
    assert FeedEntry.objects.count() == 20
    assert Subscription.objects.count() == 25
    assert Registration.objects.count() == 30


def test_meetings_have_the_keys_and_the_times_of_their_rule(filled):
    """Scheduled anew by the site, nothing of them changes."""
    times = list(Occurrence.objects.order_by("event", "day").values_list("event", "starts_at", "ends_at"))
    assert len(times) == 27 + 3 * 26
    for event in Event.objects.all():
        assert event.keys and set(event.keys) == set(keys_of(event))
        over = event.over_at
        schedule(event)
        assert event.over_at == over
    assert times == list(
        Occurrence.objects.order_by("event", "day").values_list("event", "starts_at", "ends_at")
    )


def test_analyses_have_the_keys_of_their_territory(filled):
    for article in Article.objects.all():
        assert set(article.keys) == set(keys_of_article(article))


def test_they_are_made_once_until_that_is_long_ago(tmp_path):
    today = date(2026, 11, 27)
    assert is_wanted(tmp_path, today)
    (tmp_path / MARKER).write_text(json.dumps({"form": FORM, "day": today.isoformat()}))
    assert not is_wanted(tmp_path, today + LASTS)
    assert is_wanted(tmp_path, today + LASTS + timedelta(days=1))
    (tmp_path / MARKER).write_text(json.dumps({"form": FORM - 1, "day": today.isoformat()}))
    assert is_wanted(tmp_path, today)
