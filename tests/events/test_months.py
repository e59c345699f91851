"""Months in addresses."""

from datetime import date

import pytest

from events.months import Month


@pytest.fixture(autouse=True)
def _march(time_machine):
    time_machine.move_to("2027-03-01T09:00:00+01:00")


def test_before_and_after():
    december = Month.of(date(2027, 12, 5))
    assert str(december) == "2027-12"
    assert str(december.after) == "2028-01"
    assert str(Month.parse("2028-01").before) == "2027-12"
    assert december.words == "décembre 2027"
    assert december.ends.month == 1


@pytest.mark.parametrize(
    "text", ["", "2027", "2027-00", "2027-13", "2027-3", "0000-01", "9999-12", "2032-04", "٢٠٢٧-03"]
)
def test_what_is_no_month(text):
    assert Month.parse(text) is None


def test_the_last_one():
    assert Month.parse("2032-03").after is None
    assert Month.parse("2022-03").before is None
