"""Weeks and months, whatever the season and the year."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.periods import Period, Rhythm


def test_a_week_goes_from_monday_to_sunday():
    week = Period.around(Rhythm.WEEKLY, date(2026, 11, 25))
    assert (week.start, week.end, week.name) == (date(2026, 11, 23), date(2026, 11, 29), "2026-S48")
    assert week.phrase == "du 23 au 29\u00a0novembre 2026"


def test_a_month_has_its_own_length():
    month = Period.around(Rhythm.MONTHLY, date(2028, 2, 29))
    assert (month.start, month.end, month.name) == (date(2028, 2, 1), date(2028, 2, 29), "2028-02")
    assert month.phrase == "en février 2028"


def test_the_fifty_third_week_belongs_to_the_year_of_its_thursday():
    week = Period.around(Rhythm.WEEKLY, date(2027, 1, 2))
    assert (week.name, week.start) == ("2026-S53", date(2026, 12, 28))
    assert week.phrase == "du 28\u00a0décembre 2026 au 3\u00a0janvier 2027"
    assert Period.last(Rhythm.WEEKLY, date(2027, 1, 4)) == week
    assert Period.around(Rhythm.WEEKLY, date(2027, 1, 4)).name == "2027-S01"


def test_two_months_in_one_week():
    assert Period.around(Rhythm.WEEKLY, date(2026, 7, 1)).phrase == "du 29\u00a0juin au 5\u00a0juillet 2026"
    assert Period.around(Rhythm.WEEKLY, date(2026, 6, 3)).phrase == "du 1er au 7\u00a0juin 2026"


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 25), 167), (date(2026, 10, 22), 169), (date(2026, 6, 3), 168)]
)
def test_a_week_across_a_change_of_hour_is_as_long_as_it_is(day, hours):
    week = Period.around(Rhythm.WEEKLY, day)
    assert week.ends_at.astimezone(UTC) - week.begins_at.astimezone(UTC) == timedelta(hours=hours)
    assert (week.begins_at.hour, week.ends_at.hour) == (0, 0)


def test_it_begins_at_midnight_of_the_site():
    assert Period.around(Rhythm.WEEKLY, date(2026, 6, 10)).begins_at == datetime(
        2026, 6, 7, 22, 0, tzinfo=UTC
    )


@given(day=st.dates(date(2000, 1, 1), date(2100, 1, 1)), rhythm=st.sampled_from(Rhythm.values))
def test_periods_follow_each_other_without_a_gap(day, rhythm):
    period = Period.around(rhythm, day)
    assert period.start <= day <= period.end
    assert Period.last(rhythm, day).ends_at == period.begins_at


@pytest.mark.parametrize(
    ("rhythm", "start", "since", "phrase"),
    [
        (Rhythm.MONTHLY, date(2026, 6, 1), date(2026, 6, 15), "du 15 au 30\u00a0juin 2026"),
        (Rhythm.MONTHLY, date(2026, 6, 1), date(2026, 6, 1), "en juin 2026"),
        (Rhythm.MONTHLY, date(2026, 6, 1), date(2026, 6, 30), "le 30\u00a0juin 2026"),
        (Rhythm.WEEKLY, date(2026, 6, 15), date(2026, 6, 1), "du 1er au 21\u00a0juin 2026"),
        (
            Rhythm.WEEKLY,
            date(2027, 1, 4),
            date(2026, 12, 1),
            "du 1er\u00a0décembre 2026 au 10\u00a0janvier 2027",
        ),
    ],
)
def test_after_a_change_of_rhythm_it_tells_from_another_day(rhythm, start, since, phrase):
    period = Period(rhythm, start, since)
    assert (period.phrase, period.first) == (phrase, since)
    assert period.name == Period(rhythm, start).name and period.ends_at == Period(rhythm, start).ends_at
    assert period.begins_at.date() == since
