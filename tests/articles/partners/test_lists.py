"""The articles that pages show."""

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from articles.models import FeedEntry
from articles.partners.lists import FEW, EntryFilters, for_lists, latest, seen_elsewhere, sites
from moderation import actions, caching
from moderation.authors import Author
from moderation.models import Status
from tests import makers
from tests.partners import make_entry, make_feed

pytestmark = pytest.mark.django_db


def found(query=""):
    return [entry.title for entry in EntryFilters.parse(QueryDict(query)).entries]


def test_the_newest_come_first_and_only_what_is_shown():
    day = timezone.now() - timedelta(days=1)
    make_entry("Avant", published_at=day)
    make_entry("Après")
    make_entry("Caché", state="hidden")
    make_entry("À regarder", state="waiting")
    assert found() == ["Après", "Avant"]


def test_filters_of_theme_territory_and_site():
    makers.make_commune()
    garden, health = makers.make_theme(), makers.make_theme("sante", "Santé")
    first, second = make_feed(), make_feed("Autre site")
    make_entry("Jardin", themes=[garden], territory="commune-29019", feed=first)
    make_entry("Santé", themes=[health], territory="region-53", feed=second)
    make_entry("Partout", feed=second)
    assert found("theme=alimentation") == ["Jardin"]
    assert found("theme=alimentation&theme=sante") == ["Santé", "Jardin"]
    assert found("territoire=departement-29") == ["Jardin"]
    assert found("territoire=region-53") == ["Santé", "Jardin"]
    assert found(f"site={second.pk}") == ["Partout", "Santé"]
    assert found(f"site={second.pk}&theme=sante&territoire=region-53") == ["Santé"]


@pytest.mark.parametrize(
    "query",
    ["theme=x", "territoire=x", "site=x", "site=-1", "site=99999999999999999999", "site=%00", "theme=%00"],
)
def test_what_makes_no_sense_is_ignored(query):
    make_entry("Jardin")
    assert found(query) == ["Jardin"]
    assert EntryFilters.parse(QueryDict(query)).query == ""


def test_sites_offered_are_those_of_which_something_is_shown():
    shown, hidden = make_feed("Montré"), make_feed("Caché")
    make_entry(feed=shown)
    make_entry(feed=hidden, state="hidden")
    assert [site.name for site in sites()] == ["Montré"]


def test_a_count_is_made_once(django_assert_num_queries):
    make_entry()
    caching.remembered("warm", lambda: 1)
    assert EntryFilters().number == 1
    with django_assert_num_queries(1):  # the version of what is public
        assert EntryFilters().number == 1


def test_a_few_of_the_newest_are_remembered():
    for number in range(FEW + 2):
        make_entry(f"Article {number}")
    assert [entry.title for entry in latest()] == ["Article 4", "Article 3", "Article 2"]


def test_articles_about_an_initiative_three_at_most_in_one_query(django_assert_num_queries):
    initiative = makers.make_initiative()
    for number in range(5):
        make_entry(f"Article {number}", initiatives=[initiative])
    make_entry("Caché", initiatives=[initiative], state="hidden")
    make_entry("Sur autre chose")
    with django_assert_num_queries(1):
        shown = [(entry.title, entry.feed.name) for entry in seen_elsewhere(initiative)]
    assert [title for title, _ in shown] == ["Article 4", "Article 3", "Article 2"]


def test_of_an_initiative_that_is_not_public_nothing_is_said():
    initiative = makers.make_initiative(status=Status.PENDING)
    make_entry(initiatives=[initiative])
    assert seen_elsewhere(initiative) == []


def test_what_was_said_of_one_that_was_merged_is_said_of_the_other():
    winner, loser = makers.make_initiative("Le jardin"), makers.make_initiative("Le même jardin")
    make_entry("Sur le premier", initiatives=[winner])
    make_entry("Sur l’autre", initiatives=[loser])
    make_entry("Sur les deux", initiatives=[winner, loser])
    type(loser).objects.filter(pk=loser.pk).update(status=Status.MERGED, merged_into=winner)
    assert len(seen_elsewhere(winner)) == 3


def test_a_list_leads_to_the_initiative_that_the_other_was_merged_into(django_assert_num_queries):
    winner, loser = makers.make_initiative("Le jardin"), makers.make_initiative("Le même jardin")
    hidden, lost = makers.make_initiative(status=Status.PENDING), makers.make_initiative("Perdu")
    make_entry("Sur l’autre", initiatives=[loser])
    make_entry("Sur les deux", initiatives=[winner, loser])
    make_entry("Sur ce qui n’est pas public", initiatives=[hidden, lost])
    type(loser).objects.filter(pk=loser.pk).update(status=Status.MERGED, merged_into=winner)
    type(lost).objects.filter(pk=lost.pk).update(status=Status.MERGED, merged_into=hidden)
    with django_assert_num_queries(3):
        shown = {
            entry.title: [(one.pk, one.title, one.get_absolute_url()) for one in entry.public]
            for entry in for_lists(EntryFilters().entries)
        }
    one = [(winner.pk, "Le jardin", winner.get_absolute_url())]
    assert shown == {"Sur l’autre": one, "Sur les deux": one, "Sur ce qui n’est pas public": []}


def test_withdrawing_and_erasing_an_initiative_leaves_the_article():
    from moderation.erasure import erase

    initiative = makers.make_initiative()
    entry = make_entry(initiatives=[initiative])
    actions.archive(sheet=initiative, by=Author.system(), reason="Fini.")
    initiative.refresh_from_db()
    assert seen_elsewhere(initiative) == []
    erase(sheet=initiative)
    assert list(FeedEntry.objects.get(pk=entry.pk).initiatives.all()) == []
    assert found() == [entry.title]
