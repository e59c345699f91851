"""What the form of a meeting refuses."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError

from events.checks import check_day, clock_faults, end_faults, rhythm_faults


@pytest.fixture(autouse=True)
def _march(time_machine):
    time_machine.move_to("2027-03-01T09:00:00+01:00")


@pytest.mark.parametrize("day", [date(1, 1, 1), date(2027, 2, 28), date(2029, 4, 1), date.max])
def test_days_that_are_refused(day):
    with pytest.raises(ValidationError):
        check_day(day)


def test_today_is_early_enough():
    assert check_day(date(2027, 3, 1)) == date(2027, 3, 1)


def test_an_end_after_midnight():
    assert end_faults(date(2027, 3, 5), time(22), date(2027, 3, 6), time(2)) == {}
    assert "ends" in end_faults(date(2027, 3, 5), time(22), date(2027, 3, 5), time(2))


def test_an_end_in_the_hour_that_is_skipped():
    faults = clock_faults(date(2027, 3, 27), time(22), date(2027, 3, 28), time(2, 30), "Europe/Paris")
    assert list(faults) == ["ends"]


def test_a_week_of_festival_each_week():
    length = timedelta(days=8)
    assert "rhythm" in rhythm_faults(date(2027, 3, 5), length, "semaine", None, 5)
    assert rhythm_faults(date(2027, 3, 5), length, "mois-date", None, 5) == {}
