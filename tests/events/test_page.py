"""What the page of a meeting shows."""

from datetime import date

import pytest

from events.models import Event
from events.page import DATES_SHOWN, contents
from events.registering.attendance import attendance_of
from tests import makers
from tests.registrations import booked, meeting

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


def test_an_edition_that_is_over_is_not_the_date_of_the_next_one(time_machine):
    time_machine.move_to("2027-03-01T09:00:00+01:00")
    event = meeting(day=date(2027, 3, 2))
    booked(event)
    for now, day in (("2027-03-10", date(2027, 3, 20)), ("2027-03-25", None)):
        time_machine.move_to(f"{now}T09:00:00+01:00")
        if day is not None:
            event.day = event.end_day = day
            event.save()
            event.refresh()
        shown = contents(Event.objects.for_page().get())
        assert shown["next"].day == date(2027, 3, 20)
        assert event.occurrences.count() == 2
    assert shown["is_over"]
    assert [found.day for found in attendance_of(event, "").dates] == [date(2027, 3, 2), date(2027, 3, 20)]
