"""Each article is kept once, and shown when it may be."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from articles.models import FeedEntry, PartnerFeed
from articles.partners import taking
from articles.partners.holding import purge
from articles.partners.reading import read
from articles.partners.taking import take, told_again
from articles.partners.texts import link_key
from moderation.models import Change
from tests import makers
from tests.articles.partners.test_reading import document, item, rss
from tests.at_once import Meeting, at_once, until_somebody_waits
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


@pytest.mark.parametrize("is_trusted", [True, False])
def test_what_is_hidden_while_a_feed_is_taken_stays_hidden(monkeypatch, is_trusted):
    feed = make_feed(is_trusted=is_trusted)
    took(feed, item(1, "Avant"))
    FeedEntry.objects.update(state="shown")
    real = taking._correct

    def hidden_just_now(entry, *args):
        FeedEntry.objects.filter(pk=entry.pk).update(state="hidden")
        real(entry, *args)

    monkeypatch.setattr(taking, "_correct", hidden_just_now)
    took(feed, item(1, "Après"))
    assert titles("hidden") == ["Après"]


def test_a_feed_is_taken_as_it_is_by_now():
    feed = make_feed(is_trusted=True)
    PartnerFeed.objects.update(is_trusted=False)
    took(feed, item(1, "Vu trop tard"))
    assert titles("waiting") == ["Vu trop tard"]
    PartnerFeed.objects.all().delete()
    assert took(feed, item(2)) == 0


def test_what_waits_under_a_feed_does_not_keep_a_trusted_one_out():
    first = make_feed("Relais", site_url="https://relais.fr/")
    theme, initiative = makers.make_theme(), makers.make_initiative()
    took(first, item(1, "Dit par le relais", guid="a"))
    FeedEntry.objects.get().initiatives.set([initiative])
    author = make_feed("Auteur", is_trusted=True, territory="departement-29", themes=[theme])
    took(author, item(1, "Dit par l’auteur", guid="b"))
    entry = FeedEntry.objects.get()
    assert (entry.feed, entry.state, entry.title) == (author, "shown", "Dit par l’auteur")
    assert (entry.territory, list(entry.themes.all())) == ("departement-29", [theme])
    assert list(entry.initiatives.all()) == [initiative]
    took(first, item(1, "Dit encore par le relais", guid="a"))
    took(author, item(1, "Corrigé par l’auteur", guid="b"))
    assert titles("shown") == ["Corrigé par l’auteur"]


def test_what_was_hidden_under_another_site_waits_under_the_one_that_wrote_it():
    relay = make_feed("Relais", site_url="https://relais.fr/", is_trusted=True)
    took(relay, item(1, "Mal dit"))
    FeedEntry.objects.update(state="hidden")
    took(make_feed("Autre relais", site_url="https://autre.fr/", is_trusted=True), item(1, "Dit autrement"))
    took(make_feed("Auteur sans confiance"), item(1, "Dit sans confiance"))
    assert titles("hidden") == ["Mal dit"]
    author = make_feed("Auteur", is_trusted=True)
    took(author, item(1, "Bien dit"))
    assert (FeedEntry.objects.get().feed, titles("waiting")) == (author, ["Bien dit"])
    FeedEntry.objects.update(state="hidden")
    took(make_feed("Autre flux de l’auteur", is_trusted=True), item(1, "Bien dit"))
    took(relay, item(1, "Mal dit"))
    assert titles("hidden") == ["Bien dit"]


def test_what_is_shown_stays_with_the_feed_that_told_it_first():
    first = make_feed("Relais", site_url="https://relais.fr/")
    took(first, item(1, "Relais"))
    FeedEntry.objects.update(state="shown")
    took(make_feed("Auteur", is_trusted=True), item(1, "Auteur"))
    assert (FeedEntry.objects.get().feed, titles("shown")) == (first, ["Relais"])


def test_what_was_hidden_and_has_no_date_does_not_come_back_after_two_years(time_machine):
    time_machine.move_to(NOW, tick=False)
    feed, reading = make_feed(is_trusted=True), read(document(rss(item(1, "Sans date", date=""))), NOW)
    take(feed=feed, reading=reading, now=NOW - timedelta(days=735))
    FeedEntry.objects.update(state="hidden")
    take(feed=feed, reading=reading, now=NOW - timedelta(days=400))
    assert purge()["articles of partners"] == 0
    take(feed=feed, reading=reading, now=NOW)
    assert titles("hidden") == ["Sans date"]


def test_what_a_feed_that_does_not_change_tells_without_a_date_is_told_again(time_machine):
    time_machine.move_to(NOW, tick=False)
    feed, long_ago = make_feed(is_trusted=True), NOW - timedelta(days=735)
    gone, told = (read(document(rss(item(number, date=""))), NOW) for number in (1, 2))
    take(feed=feed, reading=gone, now=long_ago - timedelta(days=1))
    take(feed=feed, reading=told, now=long_ago)
    told_again(feed=feed, now=NOW)
    assert purge()["articles of partners"] == 1
    assert FeedEntry.objects.get().link == "https://partenaire.fr/2"


def test_that_an_article_is_told_again_is_no_change_of_what_is_public():
    feed = make_feed(is_trusted=True)
    took(feed, item(1, date=""), item(2))
    before = Change.objects.version()
    take(feed=feed, reading=read(document(rss(item(1, date=""), item(2))), NOW), now=NOW + timedelta(days=1))
    assert FeedEntry.objects.get(link="https://partenaire.fr/1").told_on == NOW.date() + timedelta(days=1)
    assert FeedEntry.objects.get(link="https://partenaire.fr/2").told_on is None
    assert Change.objects.version() == before
    FeedEntry.objects.filter(link="https://partenaire.fr/1").update(state="hidden")
    assert Change.objects.version() != before


def test_an_address_that_is_told_otherwise_than_before_is_written_again():
    feed = make_feed()
    took(feed, item(1))
    FeedEntry.objects.update(link_key="0" * 64)
    took(feed, item(1))
    assert FeedEntry.objects.get().link_key == link_key("https://partenaire.fr/1")


def lock(entry):
    FeedEntry.objects.select_for_update(no_key=True).get(pk=entry.pk)


@pytest.mark.django_db(transaction=True)
def test_a_visit_and_a_moderator_do_not_wait_for_each_other_in_a_circle(monkeypatch):
    feed = make_feed()
    took(feed, item(2, "Le plus récent"), item(1, "Le premier"))  # the first is written first
    first, second = FeedEntry.objects.order_by("pk")
    assert second.title == "Le plus récent"
    point, correct = Meeting(), taking._correct

    def corrected(*args):
        correct(*args)
        point.second()

    @transaction.atomic
    def hide():
        lock(first)
        point.first()
        lock(second)
        FeedEntry.objects.update(state="hidden")

    monkeypatch.setattr(taking, "_correct", corrected)
    assert at_once(hide, lambda: took(feed, item(2, "Deux"), item(1, "Un"))) == []
    assert titles("hidden") == ["Deux", "Un"]


@pytest.mark.django_db(transaction=True)
def test_nor_does_a_visit_that_finds_nothing_new():
    feed = make_feed()
    took(feed, item(2, date=""), item(1, date=""))
    first, second = FeedEntry.objects.order_by("pk")
    FeedEntry.objects.filter(pk=first.pk).update(excerpt="Écrit après l’autre, donc rangé derrière.")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_feedentry")  # so small that it is read as it lies
    point = Meeting()

    @transaction.atomic
    def hide():
        lock(first)
        point.first()
        until_somebody_waits()
        lock(second)

    def visit():
        point.second()
        told_again(feed=feed, now=NOW + timedelta(days=1))

    assert at_once(hide, visit) == []
    assert {entry.told_on for entry in FeedEntry.objects.all()} == {NOW.date() + timedelta(days=1)}
