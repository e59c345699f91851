"""The stretches of time that letters tell of: a week from Monday to Sunday, a month."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self

from django.db import models
from django.utils import timezone

from contributors.typography import MONTHS, day_in_words

DAY = timedelta(days=1)


class Rhythm(models.TextChoices):
    """How often a letter comes."""

    WEEKLY = "weekly", "chaque semaine"
    MONTHLY = "monthly", "chaque mois"


@dataclass(frozen=True)
class Period:
    """One week (ISO 8601: Monday to Sunday) or one month, in the time of the site whatever the season."""

    rhythm: str
    start: date
    """Its first day."""
    since: date | None = None
    """The first day that is told, if it is another: after a change of rhythm, the former letters told of some days."""

    @classmethod
    def around(cls, rhythm: str, day: date) -> Self:
        """Return the one in which a day lies."""
        if rhythm == Rhythm.MONTHLY:
            return cls(rhythm, day.replace(day=1))
        return cls(Rhythm.WEEKLY, day - day.weekday() * DAY)

    @classmethod
    def last(cls, rhythm: str, today: date) -> Self:
        """Return the last one that is over."""
        return cls.around(rhythm, cls.around(rhythm, today).start - DAY)

    @property
    def end(self) -> date:
        """Its last day."""
        if self.rhythm == Rhythm.MONTHLY:
            return (self.start + 31 * DAY).replace(day=1) - DAY
        return self.start + 6 * DAY

    @property
    def first(self) -> date:
        """The first day that is told."""
        return self.since or self.start

    @property
    def begins_at(self) -> datetime:
        """The first moment that is told."""
        return _midnight(self.first)

    @property
    def ends_at(self) -> datetime:
        """The first moment after it."""
        return _midnight(self.end + DAY)

    @property
    def name(self) -> str:
        """What tells it from all others in a few characters: 2026-S53, 2026-12."""
        if self.rhythm == Rhythm.MONTHLY:
            return f"{self.start:%Y-%m}"
        year, week, _ = self.start.isocalendar()
        return f"{year}-S{week:02}"

    @property
    def phrase(self) -> str:
        """Say when: « du 23 au 29 novembre 2026 », « en novembre 2026 »."""
        if self.rhythm == Rhythm.MONTHLY and self.first == self.start:
            return f"en {MONTHS[self.start.month - 1]} {self.start.year}"
        first, last = day_in_words(self.first), day_in_words(self.end)
        if self.first == self.end:
            return f"le {last}"
        year, month = f" {self.first.year}", f"\u00a0{MONTHS[self.first.month - 1]}"
        if self.first.year == self.end.year:
            first = first.removesuffix(year)
            if self.first.month == self.end.month:
                first = first.removesuffix(month)
        return f"du {first} au {last}"


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
