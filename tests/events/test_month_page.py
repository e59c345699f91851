"""The table of a month."""

from datetime import date

import pytest

from events.agenda import EventFilters
from events.month_page import SHOWN, weeks_of
from events.months import Month
from tests import makers

pytestmark = pytest.mark.django_db


def test_the_first_ones_of_each_day_and_how_many(time_machine, django_assert_max_num_queries):
    time_machine.move_to("2027-03-01T09:00:00+01:00")
    for number in range(SHOWN + 3):
        makers.make_event(f"Rencontre {number}", day=date(2027, 3, 31), time_zone="Pacific/Noumea")
    makers.make_event("Avril", day=date(2027, 4, 1))
    with django_assert_max_num_queries(4):
        weeks = weeks_of(Month.of(date(2027, 3, 1)), EventFilters())
    assert [len(week) for week in weeks] == [7] * 5
    last = next(day for week in weeks for day in week if day.day == date(2027, 3, 31))
    assert (len(last.times), last.number, last.more) == (SHOWN, SHOWN + 3, 3)
    assert sum(day.number for week in weeks for day in week) == SHOWN + 3
