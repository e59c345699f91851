"""The table of a month."""

import re
from datetime import date, time

import pytest

from events import month_page
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
    with django_assert_max_num_queries(5):
        weeks = weeks_of(Month.of(date(2027, 3, 1)), EventFilters())
    assert [len(week) for week in weeks] == [7] * 5
    last = next(day for week in weeks for day in week if day.day == date(2027, 3, 31))
    assert (len(last.times), last.number, last.more) == (SHOWN, SHOWN + 3, 3)
    assert sum(day.number for week in weeks for day in week) == SHOWN + 3


def days_of(month, filters=None):
    """Return what each day of a month shows: titles, with a + where it began before."""
    weeks = weeks_of(Month.of(month), filters or EventFilters())
    return {
        day.day.day: [("+" if goes_on else "") + one.event.title for one, goes_on in day.shown]
        for week in weeks
        for day in week
        if day.is_in_month and day.number
    }


def test_one_of_several_days_is_on_each_of_them(time_machine):
    time_machine.move_to("2027-02-01T09:00:00+01:00")
    makers.make_event("Fête", day=date(2027, 3, 5), end_day=date(2027, 3, 7))
    makers.make_event("Atelier", day=date(2027, 3, 6))
    makers.make_event("Camp", day=date(2027, 2, 27), end_day=date(2027, 3, 2), time_zone="Pacific/Tahiti")
    makers.make_event("Stage", day=date(2027, 3, 31), end_day=date(2027, 4, 2), time_zone="Pacific/Noumea")
    assert days_of(date(2027, 3, 1)) == {
        1: ["+Camp"],
        2: ["+Camp"],
        5: ["Fête"],
        6: ["Atelier", "+Fête"],
        7: ["+Fête"],
        31: ["Stage"],
    }
    assert days_of(date(2027, 4, 1)) == {1: ["+Stage"], 2: ["+Stage"]}


def test_a_night_is_of_its_evening(time_machine):
    time_machine.move_to("2027-02-01T09:00:00+01:00")
    makers.make_event("Bal", day=date(2027, 3, 5), end_day=date(2027, 3, 6), starts=time(20), ends=time(2))
    makers.make_event(
        "Veillée", day=date(2027, 3, 5), end_day=date(2027, 3, 6), starts=time(20), ends=time(7)
    )
    assert days_of(date(2027, 3, 1)) == {5: ["Bal", "Veillée"], 6: ["+Veillée"]}


def test_the_page_counts_each_once_and_says_that_it_goes_on(client, time_machine):
    time_machine.move_to("2027-02-01T09:00:00+01:00")
    makers.make_event("Fête", day=date(2027, 2, 27), end_day=date(2027, 3, 7))
    makers.make_event("Atelier", day=date(2027, 3, 6))
    page = client.get("/rencontres/mois/2027-03/").content.decode()
    assert "2 dates ce mois-ci" in " ".join(page.split())
    assert page.count(">suite<") == 7 and page.count(">Fête</a>") == 7


def test_the_list_of_a_day_has_what_the_month_says_that_it_has(client, time_machine):
    time_machine.move_to("2027-02-01T09:00:00+01:00")
    makers.make_event("Fête", day=date(2027, 3, 1), end_day=date(2027, 3, 9))
    makers.make_event("Bal", day=date(2027, 3, 5), end_day=date(2027, 3, 6), starts=time(20), ends=time(2))
    makers.make_event("Ailleurs", day=date(2027, 3, 4), end_day=date(2027, 3, 6), time_zone="Pacific/Noumea")
    for number in range(SHOWN):
        makers.make_event(f"Rencontre {number}", day=date(2027, 3, 6))
    weeks = weeks_of(Month.of(date(2027, 3, 1)), EventFilters())
    (day,) = [day for week in weeks for day in week if day.day == date(2027, 3, 6)]
    assert (len(day.times), day.number, day.more) == (SHOWN, SHOWN + 2, 2)
    found = EventFilters(day=date(2027, 3, 6)).occurrences
    assert {one.event.title for one in found} == {
        "Fête",
        "Ailleurs",
        *(f"Rencontre {n}" for n in range(SHOWN)),
    }
    assert "jour=2027-03-06" in client.get("/rencontres/mois/2027-03/").content.decode()


def test_queries_of_a_month_stay_few(time_machine, django_assert_max_num_queries):
    time_machine.move_to("2027-02-01T09:00:00+01:00")
    for number in range(12):
        makers.make_event(f"Fête {number}", day=date(2027, 3, 1 + number), end_day=date(2027, 3, 9 + number))
    with django_assert_max_num_queries(6):
        weeks_of(Month.of(date(2027, 3, 1)), EventFilters())


def test_the_rest_of_a_day_that_is_over_is_among_what_is_past(client, time_machine):
    time_machine.move_to("2027-03-01T09:00:00+01:00")
    for number in range(SHOWN + 1):
        makers.make_event(f"Rencontre {number}", day=date(2027, 3, 6))
    time_machine.move_to("2027-03-09T09:00:00+01:00")
    page = client.get("/rencontres/mois/2027-03/").content.decode()
    (rest,) = re.findall(r'href="([^"]+)"[^>]*>et 1 autre<', page.replace("\u00a0", " "))
    assert "Rencontre 4" in client.get(rest.replace("&amp;", "&")).content.decode()


def test_days_of_nine_to_five_leave_room_for_what_lasts(time_machine, monkeypatch):
    monkeypatch.setattr(month_page, "MOST_LONG", 3)
    time_machine.move_to("2027-02-01T09:00:00+01:00")
    for number in range(3):
        makers.make_event(f"Journée {number}", day=date(2027, 3, 2 + number), starts=time(9), ends=time(17))
    makers.make_event(
        "Festival", day=date(2027, 3, 20), end_day=date(2027, 3, 22), time_zone="Pacific/Marquesas"
    )
    assert days_of(date(2027, 3, 1))[21] == ["+Festival"]


def test_the_rest_of_a_day_that_is_over_is_listed(client, time_machine):
    time_machine.move_to("2027-03-01T09:00:00+01:00")
    theme = makers.make_theme()
    makers.make_event("Festival", day=date(2027, 3, 4), end_day=date(2027, 3, 9), themes=[theme])
    for number in range(SHOWN):
        makers.make_event(f"Rencontre {number}", day=date(2027, 3, 6), themes=[theme])
    time_machine.move_to("2027-03-08T09:00:00+01:00")
    assert "jour=2027-03-06&amp;quand=passees" in client.get("/rencontres/mois/2027-03/").content.decode()
    for query in ("jour=2027-03-06&quand=passees", "jour=2027-03-06", f"jour=2027-03-06&theme={theme.slug}"):
        listed = client.get(f"/rencontres/?{query}").content.decode()
        assert "Festival" in listed and "Rencontre 0" in listed, query
