"""The rules by which meetings come again."""

from datetime import date

import pytest

from events.recurrence import LONGEST, MOST, Rhythm, Rule


def iso(rule):
    return [day.isoformat() for day in rule.days()]


def test_once():
    assert iso(Rule(date(2027, 3, 9))) == ["2027-03-09"]


def test_weeks():
    assert iso(Rule(date(2027, 3, 9), Rhythm.WEEKLY, times=3)) == ["2027-03-09", "2027-03-16", "2027-03-23"]
    assert iso(Rule(date(2027, 3, 9), Rhythm.FORTNIGHTLY, until=date(2027, 4, 6))) == [
        "2027-03-09", "2027-03-23", "2027-04-06",
    ]  # fmt: skip


def test_the_second_tuesday():
    rule = Rule(date(2027, 3, 9), Rhythm.WEEKDAY, times=3)
    assert iso(rule) == ["2027-03-09", "2027-04-13", "2027-05-11"]
    assert rule.words == "le 2e mardi du mois"


def test_a_fifth_one_is_the_last():
    rule = Rule(date(2027, 3, 30), Rhythm.WEEKDAY, times=3)
    assert iso(rule) == ["2027-03-30", "2027-04-27", "2027-05-25"]
    assert rule.words == "le dernier mardi du mois"


def test_months_without_that_date_have_none():
    assert iso(Rule(date(2027, 1, 31), Rhythm.DATE, times=3)) == ["2027-01-31", "2027-03-31", "2027-05-31"]
    assert iso(Rule(date(2028, 2, 29), Rhythm.DATE, times=2)) == ["2028-02-29", "2028-03-29"]


@pytest.mark.parametrize("rhythm", [choice for choice in Rhythm if choice != Rhythm.ONCE])
def test_it_is_bounded(rhythm):
    found = Rule(date(2027, 3, 9), rhythm, until=date.max, times=10_000).days()
    assert len(found) <= MOST
    assert found[-1] <= found[0] + LONGEST


@pytest.mark.parametrize("rhythm", Rhythm)
def test_the_end_of_the_calendar_is_no_fault(rhythm):
    assert Rule(date(9999, 12, 28), rhythm, times=104).days()[0] == date(9999, 12, 28)


def test_a_last_day_before_the_first_leaves_the_first():
    assert iso(Rule(date(2027, 3, 9), Rhythm.WEEKLY, until=date(2020, 1, 1))) == ["2027-03-09"]


def test_the_words_of_rhythms():
    assert Rule(date(2027, 3, 9), Rhythm.WEEKLY).words == "chaque mardi"
    assert Rule(date(2027, 3, 9), Rhythm.FORTNIGHTLY).words == "un mardi sur deux"
    assert Rule(date(2027, 3, 1), Rhythm.DATE).words == "le 1er de chaque mois"
    assert Rule(date(2027, 3, 9)).words == ""
