"""The table of a month: its weeks, and in each day the first meetings and how many there are."""

from calendar import Calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from events.agenda import EventFilters
from events.models import Occurrence
from events.months import Month
from moderation import caching

SHOWN = 4  # meetings of one day
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Day:
    """One day of the table."""

    day: date
    is_in_month: bool
    times: list[Occurrence]
    number: int

    @property
    def more(self) -> int:
        """How many meetings are not shown."""
        return self.number - len(self.times)


def weeks_of(month: Month, filters: EventFilters) -> list[list[Day]]:
    """Return the weeks of a month, from Monday to Sunday, with the meetings that begin each day; remembered."""
    found: list[list[Day]] = caching.remembered(
        f"month {month} {filters.timeless.query}", lambda: _weeks(month, filters.timeless)
    )
    return found


def _weeks(month: Month, filters: EventFilters) -> list[list[Day]]:
    times: dict[date, list[Any]] = {}
    for one in _first_times(month, filters):
        times.setdefault(one.day, []).append(one)
    return [
        [
            Day(
                day,
                day.month == month.number,
                times.get(day, []) if day.month == month.number else [],
                times[day][0].number if day in times and day.month == month.number else 0,
            )
            for day in week
        ]
        for week in Calendar().monthdatescalendar(month.year, month.number)
    ]


def _first_times(month: Month, filters: EventFilters) -> list[Occurrence]:
    """Return the first meetings of each day, each with how many that day has (`number`)."""
    found = Occurrence.objects.published().filter(
        # A day by the clock of the other side of the world begins half a day before or after ours. Days outside the
        # month are left to the table: PostgreSQL would take two conditions that say nearly the same for a rare case.
        starts_at__gte=month.begins - A_DAY,
        starts_at__lt=month.ends + A_DAY,
    )
    ranked = (
        replace(filters, month=month)
        .among(found)
        .annotate(
            rank=Window(RowNumber(), partition_by=F("day"), order_by=("starts_at", "pk")),
            number=Window(Count("pk"), partition_by=F("day")),
        )
    )
    # Numbers alone are sorted by day: a month may have ten thousand times, of which a hundred are shown.
    numbers: dict[int, int] = dict(ranked.filter(rank__lte=SHOWN).order_by().values_list("pk", "number"))
    rows: Any = Occurrence.objects.filter(pk__in=numbers).for_lists().order_by("starts_at", "pk")
    for row in rows:
        row.number = numbers[row.pk]
    return list(rows)
