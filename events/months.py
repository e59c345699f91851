"""Months, as addresses name them: `2027-03`."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Self

from django.utils import timezone

from contributors.typography import MONTHS

FARTHEST = 60  # months before or after this one, beyond which no page goes
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Month:
    """A month of a year, near enough to today to have a page."""

    rank: int
    """Months since year 0."""

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the month of a day."""
        return cls(day.year * 12 + day.month - 1)

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Return the month that a text names, or None: another text, or too far from today."""
        match = _MONTH.fullmatch(text)
        if not match:
            return None
        found = cls(int(match[1]) * 12 + int(match[2]) - 1)
        return found if found.is_near else None

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    @property
    def year(self) -> int:
        """Return its year."""
        return self.rank // 12

    @property
    def number(self) -> int:
        """Return its number in the year, from 1."""
        return self.rank % 12 + 1

    @property
    def is_near(self) -> bool:
        """Whether it has a page."""
        return abs(self.rank - Month.of(timezone.localdate()).rank) <= FARTHEST

    @property
    def words(self) -> str:
        """Name it: « mars 2027 »."""
        return f"{MONTHS[self.number - 1]} {self.year}"

    @property
    def before(self) -> "Month | None":
        """The month before, if it has a page."""
        found = Month(self.rank - 1)
        return found if found.is_near else None

    @property
    def after(self) -> "Month | None":
        """The month after, if it has a page."""
        found = Month(self.rank + 1)
        return found if found.is_near else None

    @property
    def begins(self) -> datetime:
        """When it begins, by the clock of the site."""
        return timezone.make_aware(datetime.combine(date(self.year, self.number, 1), time()))

    @property
    def ends(self) -> datetime:
        """When the next one begins."""
        return Month(self.rank + 1).begins
