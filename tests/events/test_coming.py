"""The next meetings, on pages of other things."""

import pytest

from events.agenda import EventFilters
from events.coming import coming_about
from initiatives.models import Initiative
from moderation import caching
from places.territory import Territory
from tests import makers

pytestmark = pytest.mark.django_db


def test_the_next_ones_first_each_meeting_once():
    makers.make_event("Demain en quinze", days=15)
    makers.make_event("Chaque semaine", days=2, rhythm="semaine", times=30)
    assert [one.event.title for one in coming_about()] == ["Chaque semaine", "Demain en quinze"]


def test_two_queries_then_none(django_assert_num_queries):
    garden = makers.make_theme()
    makers.make_event(themes=[garden])
    caching.forget()
    with django_assert_num_queries(3):  # the version of what is public, the meetings, their times
        coming_about(garden)
    with django_assert_num_queries(1):
        coming_about(garden)


def test_what_passes_is_found_once_for_all_that_is_told_of_it(django_assert_num_queries):
    makers.make_event()
    caching.forget()
    filters = EventFilters(territory=Territory.from_token("departement-29"))
    with django_assert_num_queries(5):  # the version twice, the meetings once, their times, how many times
        assert len(coming_about(filters)) == filters.number == 1


def test_nothing_about_what_is_not_there():
    assert coming_about("autre chose") == []
    assert coming_about(Initiative(title="Pas enregistrée")) == []
    assert coming_about(makers.make_initiative(status="pending")) == []
