"""Each article is kept once, and shown when it may be."""

from datetime import UTC, datetime

import pytest

from articles.models import FeedEntry
from articles.partners.reading import read
from articles.partners.taking import take
from tests import makers
from tests.articles.partners.test_reading import document, item, rss
from tests.partners import make_feed

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 27, 8, tzinfo=UTC)


def took(feed, *items):
    return take(feed=feed, reading=read(document(rss(*items)), NOW), now=NOW)


def titles(state):
    return sorted(FeedEntry.objects.filter(state=state).values_list("title", flat=True))


def test_what_a_trusted_site_publishes_is_shown_at_once_and_the_rest_waits():
    took(make_feed(is_trusted=True), item(1, "Montré"))
    took(make_feed(), item(2, "À regarder"))
    assert (titles("shown"), titles("waiting")) == (["Montré"], ["À regarder"])


def test_an_article_has_the_themes_and_the_territory_of_its_site():
    makers.make_commune()
    theme = makers.make_theme()
    took(make_feed(territory="departement-29", themes=[theme]), item(1))
    entry = FeedEntry.objects.get()
    assert (entry.territory, entry.holders) == ("departement-29", ["departement-29", "region-53"])
    assert list(entry.themes.all()) == [theme]


def test_without_a_date_an_article_is_of_the_day_it_was_seen():
    took(make_feed(), item(1, date=""))
    assert FeedEntry.objects.get().published_at == NOW


def test_the_same_article_comes_once_whatever_the_feed():
    first, second = make_feed(), make_feed("Autre site")
    assert took(first, item(1), item(2)) == 2
    assert took(first, item(1), item(2)) == 0
    assert took(second, item(7, link="http://www.partenaire.fr/1/?utm_source=rss"), item(8)) == 1
    assert FeedEntry.objects.filter(feed=second).count() == 1


def test_the_same_guid_in_two_feeds_is_not_the_same_article():
    took(make_feed(), item(1, guid="1"))
    assert took(make_feed("Autre site"), item(2, guid="1")) == 1


def test_a_correction_of_a_trusted_site_is_followed():
    feed = make_feed(is_trusted=True)
    took(feed, item(1, "Avant", guid="g"))
    assert took(feed, item(2, "Après", guid="g")) == 0
    entry = FeedEntry.objects.get()
    assert (entry.title, entry.link, entry.state) == ("Après", "https://partenaire.fr/2", "shown")


def test_a_correction_of_another_site_waits_again():
    feed = make_feed()
    took(feed, item(1, "Avant"))
    FeedEntry.objects.update(state="shown")
    took(feed, item(1, "Avant"))
    assert titles("shown") == ["Avant"]
    took(feed, item(1, "Après"))
    assert titles("waiting") == ["Après"]


@pytest.mark.parametrize("is_trusted", [True, False])
def test_what_was_hidden_stays_hidden(is_trusted):
    feed = make_feed(is_trusted=is_trusted)
    took(feed, item(1, "Avant"))
    FeedEntry.objects.update(state="hidden")
    took(feed, item(1, "Après"))
    assert titles("hidden") == ["Après"]


def test_an_article_does_not_take_the_address_of_another():
    feed = make_feed()
    took(feed, item(1), item(2))
    assert took(feed, item(2, "Autre titre", guid="1")) == 0
    assert FeedEntry.objects.filter(link="https://partenaire.fr/2").count() == 1


def test_fifty_articles_cost_a_few_queries(django_assert_max_num_queries):
    feed = make_feed(themes=[makers.make_theme()])
    items = [item(number) for number in range(50)]
    with django_assert_max_num_queries(10):
        assert took(feed, *items) == 50
    with django_assert_max_num_queries(7):
        took(feed, *items)


def test_a_partner_who_wants_to_leave_leaves_nothing():
    feed = make_feed(themes=[makers.make_theme()])
    took(feed, item(1))
    feed.delete()
    assert not FeedEntry.objects.exists()
