"""What the page of a meeting shows."""

import pytest

from events.models import Event
from events.page import DATES_SHOWN, contents
from tests import makers

pytestmark = pytest.mark.django_db


def test_the_next_one_that_takes_place():
    event = makers.make_event(rhythm="semaine", times=30)
    event.cancelled_days = [event.day]
    event.save()
    event.refresh()
    shown = contents(Event.objects.for_page().get())
    assert shown["next"].day != event.day
    assert len(shown["dates"]) == DATES_SHOWN and shown["more_dates"] == 30 - DATES_SHOWN
    assert shown["dates"][0].is_off


def test_questions_do_not_grow(client, django_assert_max_num_queries):
    actors = [makers.make_actor(f"Acteur {number}") for number in range(5)]
    event = makers.make_event(
        organisers=actors, initiatives=[makers.make_initiative()], rhythm="semaine", times=50
    )
    with django_assert_max_num_queries(9):
        client.get(event.get_absolute_url())
