"""The table of a month: its weeks, and in each day the first meetings and how many there are."""

from calendar import Calendar
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Count, DateTimeField, ExpressionWrapper, F, Func, Window
from django.db.models.functions import RowNumber

from events.agenda import EventFilters
from events.models import Occurrence, OccurrenceQuerySet
from events.models.occurrence import DAWN, LONGEST
from events.months import Month
from moderation import caching

SHOWN = 4  # meetings of one day
MOST_LONG = 2000  # meetings of several days that are looked at, of one month
A_DAY = timedelta(days=1)
A_NIGHT = timedelta(hours=DAWN.hour)
NEXT_DAWN = A_DAY + A_NIGHT  # what ends before has one day (`Occurrence.last_day`)


@dataclass(frozen=True)
class Day:
    """One day of the table."""

    day: date
    is_in_month: bool
    times: list[Occurrence]
    """Those that begin that day first, then those that go on."""
    number: int
    fresh: int
    """How many of them no day before of the month has."""

    @property
    def more(self) -> int:
        """How many meetings are not shown."""
        return self.number - len(self.times)

    @property
    def shown(self) -> list[tuple[Occurrence, bool]]:
        """Those that are shown, and whether each began on a day before."""
        return [(one, one.day < self.day) for one in self.times]


def weeks_of(month: Month, filters: EventFilters) -> list[list[Day]]:
    """Return the weeks of a month, from Monday to Sunday, with the meetings of each day; remembered.

    A meeting of several days is on each of them.
    """
    found: list[list[Day]] = caching.remembered(
        f"month {month} {filters.timeless.query}", lambda: _weeks(month, filters.timeless)
    )
    return found


def _weeks(month: Month, filters: EventFilters) -> list[list[Day]]:
    begin, counts = _first_times(month, filters)
    going_on = _going_on(month, filters)
    room = {day: SHOWN - len(begin.get(day, [])) for day in going_on}
    named = {number for day, numbers in going_on.items() for number in numbers[: room[day]]}
    named |= {number for numbers in begin.values() for number in numbers}
    known = Occurrence.objects.for_lists().in_bulk(named)
    first = month.begins.date()

    def day_of(day: date) -> Day:
        if day.month != month.number:
            return Day(day, is_in_month=False, times=[], number=0, fresh=0)
        others = going_on.get(day, [])
        shown = [*begin.get(day, []), *others][:SHOWN]
        number = counts.get(day, 0)
        fresh = number + (len(others) if day == first else 0)
        times = [known[one] for one in shown if one in known]  # one may have gone this instant
        return Day(day, is_in_month=True, times=times, number=number + len(others), fresh=fresh)

    weeks = Calendar().monthdatescalendar(month.year, month.number)
    return [[day_of(day) for day in week] for week in weeks]


def _first_times(month: Month, filters: EventFilters) -> tuple[dict[date, list[int]], dict[date, int]]:
    """Return the numbers of the first times of each day that begin on it, and how many begin on each day."""
    ranked = _among(month, filters, earliest=month.begins - A_DAY).annotate(
        rank=Window(RowNumber(), partition_by=F("day"), order_by=("starts_at", "pk")),
        number=Window(Count("pk"), partition_by=F("day")),
    )
    # Numbers alone are sorted by day: a month may have ten thousand times, of which a hundred are shown.
    found = ranked.filter(rank__lte=SHOWN).order_by("day", "rank").values_list("pk", "day", "number")
    first: dict[date, list[int]] = {}
    counts: dict[date, int] = {}
    for pk, day, number in found:
        first.setdefault(day, []).append(pk)
        counts[day] = number
    return first, counts


def _going_on(month: Month, filters: EventFilters) -> dict[date, list[int]]:
    """Return the numbers of the times that began on a day before, by the days of the month on which they go on."""
    found = _among(month, filters, earliest=month.begins - LONGEST - A_DAY)
    # By the clock of each: else what lasts from nine to five would use up the room of what lasts for days.
    local_end = Func(F("event__time_zone"), F("ends_at"), function="timezone", output_field=DateTimeField())
    dawn = ExpressionWrapper(F("day") + NEXT_DAWN, output_field=DateTimeField())
    # What is no longer than a night cannot: most are, and have no clock to be asked.
    long = found.filter(ends_at__gt=month.begins - A_DAY).filter(ends_at__gt=F("starts_at") + A_NIGHT)
    long = long.alias(local_end=local_end).filter(local_end__gt=dawn)
    rows = long.select_related("event").only("day", "starts_at", "ends_at", "event__time_zone")
    days: dict[date, list[int]] = {}
    for one in rows.order_by("starts_at", "pk")[:MOST_LONG]:
        day = max(one.day + A_DAY, month.begins.date())
        while day <= one.last_day and day < month.ends.date():
            days.setdefault(day, []).append(one.pk)
            day += A_DAY
    return days


def _among(month: Month, filters: EventFilters, *, earliest: datetime) -> OccurrenceQuerySet:
    """Return the times that pass, and begin from a moment on to the end of the month."""
    found = Occurrence.objects.published().filter(
        # A day by the clock of the other side of the world begins half a day before or after ours. Days outside the
        # month are left to the table: PostgreSQL would take two conditions that say nearly the same for a rare case.
        starts_at__gte=earliest,
        starts_at__lt=month.ends + A_DAY,
    )
    return replace(filters, month=month).among(found)
