"""What derives from a meeting: its times, its keys, its sequence."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from events.models import Event, Occurrence, Registration
from events.scheduling import schedule, schedule_again
from moderation import actions
from moderation.authors import Author
from places.models import Commune
from tests import makers

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")


def test_it_stays_at_six_when_summer_time_begins(time_machine):
    time_machine.move_to("2027-03-01T09:00:00+01:00")
    event = makers.make_event(day=date(2027, 3, 25), rhythm="semaine", times=2)
    before, after = event.occurrences.all()
    assert (before.start.hour, after.start.hour) == (18, 18)
    assert (after.starts_at - before.starts_at).total_seconds() == (7 * 24 - 1) * 3600


def test_a_time_that_summer_time_skips_is_an_hour_later_that_night_only(time_machine):
    time_machine.move_to("2027-03-01T09:00:00+01:00")
    event = makers.make_event(
        day=date(2027, 3, 21), starts=time(2, 30), ends=time(2, 45), rhythm="semaine", times=3
    )
    assert [row.start.hour for row in event.occurrences.all()] == [2, 3, 2]
    assert all(row.ends_at > row.starts_at for row in event.occurrences.all())


def test_rows_keep_their_number_when_times_move():
    event = makers.make_event(rhythm="semaine", times=3)
    numbers = list(event.occurrences.values_list("pk", flat=True))
    event.starts = time(17)
    event.save()
    schedule(event)
    assert list(event.occurrences.values_list("pk", flat=True)) == numbers
    event.day = event.end_day = event.day.fromordinal(event.day.toordinal() + 1)
    event.save()
    schedule(event)
    assert list(event.occurrences.values_list("pk", flat=True)) == numbers
    assert {row.start.hour for row in event.occurrences.all()} == {17}
    event.times = 1
    event.save()
    schedule(event)
    assert list(event.occurrences.values_list("pk", flat=True)) == numbers[:1]


def test_the_sequence_rises_with_each_change_and_only_then():
    event = makers.make_event()
    before = Event.objects.get().sequence
    event.refresh()
    assert Event.objects.get().sequence == before
    event.summary = "Autre chose."
    event.save()
    actions.amend(sheet=event, by=Author.system())
    assert Event.objects.get().sequence == before + 1


def test_nothing_is_written_twice(django_assert_num_queries):
    event = makers.make_event(themes=[makers.make_theme()])
    written = []
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as captured:
        event.refresh()
    written = [query["sql"] for query in captured if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert written == []


def test_keys_follow_the_gazetteer():
    event = makers.make_event(
        themes=[makers.make_theme()], online_url="https://exemple.fr/salle", commune=makers.make_commune()
    )
    assert {"commune-29019", "departement-29", "region-53", "intercommunalite-242900314", "en-ligne"} < set(
        event.keys
    )
    Commune.objects.filter(pk="29019").update(intercommunality=None)
    schedule_again([event.pk])
    assert "intercommunalite-242900314" not in Event.objects.get().keys


def test_over_is_its_last_time():
    event = makers.make_event(rhythm="semaine", times=4)
    assert (
        Event.objects.get().over_at == Occurrence.objects.filter(event=event).order_by("-ends_at")[0].ends_at
    )


def came_to(occurrence):
    """Register somebody for a date."""
    return Registration.objects.create(
        event=occurrence.event,
        occurrence=occurrence,
        starts_at=occurrence.starts_at,
        ends_at=occurrence.ends_at,
        state=Registration.State.CONFIRMED,
        confirmed_at=occurrence.starts_at - timedelta(days=1),
    )


def moves(event, **fields):
    """Change a rule as its form does."""
    for name, value in fields.items():
        setattr(event, name, value)
    event.save()
    schedule(event)


def test_what_is_over_never_moves_and_stays_as_long_as_who_came(time_machine):
    time_machine.move_to("2027-03-01T09:00:00+01:00")
    event = makers.make_event(day=date(2027, 3, 2), rhythm="semaine", times=4)
    held, alone, ahead, after = event.occurrences.order_by("day")
    came = came_to(held)
    time_machine.move_to("2027-03-11T09:00:00+01:00")
    moves(event, day=date(2027, 3, 17), end_day=date(2027, 3, 17), times=2)
    rows = dict(event.occurrences.values_list("day", "pk"))
    assert rows == {held.day: held.pk, date(2027, 3, 17): ahead.pk, date(2027, 3, 24): after.pk}
    assert alone.pk not in rows.values()
    came.delete()
    schedule(event)
    assert held.pk not in event.occurrences.values_list("pk", flat=True)


def test_nothing_to_come_becomes_something_that_is_over(time_machine):
    """A rule of which the first day was, and that comes again otherwise: nobody is sent back in time."""
    time_machine.move_to("2027-03-01T09:00:00+01:00")
    event = makers.make_event(day=date(2027, 3, 2), rhythm="semaine", times=6)
    time_machine.move_to("2027-03-11T09:00:00+01:00")
    ahead = list(event.occurrences.filter(day__gt=date(2027, 3, 11)).values_list("pk", flat=True))
    moves(event, day=date(2027, 3, 3), end_day=date(2027, 3, 3), times=4)
    rows = dict(event.occurrences.values_list("day", "pk"))
    assert sorted(rows) == [date(2027, 3, day) for day in (3, 10, 17, 24)]
    assert [rows[date(2027, 3, 17)], rows[date(2027, 3, 24)]] == ahead[:2]
    assert rows[date(2027, 3, 10)] not in ahead
