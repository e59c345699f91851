"""The simple rules by which a meeting comes again, as days of a calendar: no hour, no time zone."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models

MOST = 104  # meetings of one event: every week for two years
LONGEST = timedelta(days=731)  # from the first to the last
WEEK = timedelta(days=7)
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
ORDINALS = ("1er", "2e", "3e", "4e")


class Rhythm(models.TextChoices):
    """How often."""

    ONCE = "une-fois", "Une seule fois"
    WEEKLY = "semaine", "Chaque semaine, le même jour"
    FORTNIGHTLY = "quinzaine", "Toutes les deux semaines, le même jour"
    WEEKDAY = "mois-jour", "Chaque mois, le même jour de la semaine (le 2e mardi)"
    DATE = "mois-date", "Chaque mois, à la même date (le 15)"


@dataclass(frozen=True)
class Rule:
    """A first day, a rhythm, and where it stops: at a day (included), or after a number of meetings, or both."""

    first: date
    rhythm: str = Rhythm.ONCE
    until: date | None = None
    times: int | None = None

    def days(self) -> list[date]:
        """Return the days, the first one included: at most `MOST`, and none later than `LONGEST` after the first.

        A month without this date (a 31st, a 29 February) has no meeting: so do calendars (RFC 5545, 3.3.10).
        """
        last = min(self.until or date.max, self._furthest)
        most = 1 if self.rhythm == Rhythm.ONCE else min(self.times or MOST, MOST)
        found: list[date] = []
        for day in self._all():
            if day > last or len(found) == most:
                break
            found.append(day)
        return found or [self.first]

    @property
    def _furthest(self) -> date:
        return self.first + LONGEST if self.first < date.max - LONGEST else date.max

    def _all(self) -> Iterator[date]:
        """Yield the days without end, as far as the calendar goes."""
        if self.rhythm in (Rhythm.WEEKLY, Rhythm.FORTNIGHTLY):
            step = WEEK if self.rhythm == Rhythm.WEEKLY else 2 * WEEK
            for rank in range(MOST):
                if self.first > date.max - rank * step:
                    return
                yield self.first + rank * step
            return
        if self.rhythm == Rhythm.ONCE:
            yield self.first
            return
        for rank in range(MOST):
            month = self.first.month - 1 + rank
            year = self.first.year + month // 12
            if year > date.max.year:
                return
            if (day := self._in_month(year, month % 12 + 1)) is not None:
                yield day

    def _in_month(self, year: int, month: int) -> date | None:
        begins, length = monthrange(year, month)
        if self.rhythm == Rhythm.DATE:
            return date(year, month, self.first.day) if self.first.day <= length else None
        first = 1 + (self.first.weekday() - begins) % 7
        number = first + 7 * (self.rank - 1) if self.rank > 0 else first + 7 * ((length - first) // 7)
        return date(year, month, number)

    @property
    def rank(self) -> int:
        """Which of its kind the first day is in its month: 2 for a second Tuesday; −1, the last one, for a fifth."""
        rank = (self.first.day - 1) // 7 + 1
        return rank if rank <= len(ORDINALS) else -1

    @property
    def words(self) -> str:
        """Say the rhythm of what comes again: « chaque mardi », « le 2e mardi du mois »; nothing for a single day."""
        name = DAYS[self.first.weekday()]
        return {
            Rhythm.WEEKLY: f"chaque {name}",
            Rhythm.FORTNIGHTLY: f"un {name} sur deux",
            Rhythm.WEEKDAY: f"le {'dernier' if self.rank < 0 else ORDINALS[self.rank - 1]} {name} du mois",
            Rhythm.DATE: f"le {'1er' if self.first.day == 1 else self.first.day} de chaque mois",
        }.get(Rhythm(self.rhythm), "")
