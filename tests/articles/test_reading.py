"""What to read about something, on its page."""

import pytest

from articles.reading import SHOWN, newest_about
from moderation import caching
from tests import makers

pytestmark = pytest.mark.django_db


def test_the_newest_few_of_all():
    articles = [makers.make_article(f"Texte {rank}") for rank in range(SHOWN + 1)]
    assert newest_about() == list(reversed(articles))[:SHOWN]


def test_one_query_then_none(django_assert_num_queries):
    initiative = makers.make_initiative()
    article = makers.make_article(initiatives=[initiative])
    caching.forget()
    with django_assert_num_queries(2):  # the version of what is public, and the analyses
        assert newest_about(initiative) == [article]
    with django_assert_num_queries(1):
        assert newest_about(initiative) == [article]


def test_nothing_about_what_is_not_public_or_is_no_subject():
    hidden = makers.make_initiative(status="pending")
    makers.make_article(initiatives=[hidden])
    assert newest_about(hidden) == [] and newest_about("n’importe quoi") == []
    event = makers.make_event()
    report = makers.make_article("Compte rendu", events=[event], kind="compte-rendu")
    assert newest_about(event) == [report]
