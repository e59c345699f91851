"""The initiatives that somebody puts together for a meeting, all of it in the address: no cookie, nothing kept.

`n` names them by their numbers, « 12.7.31 », in the order in which they are shown; `f` names one more by the word of
its address. Numbers, for sixty of these words would make an address longer than servers take (4,094 bytes).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict

from contributors.cleaning import clean_line
from handouts.following import followed
from initiatives.filters import value

MOST = 60  # initiatives
LENGTH = 120  # characters of each text
DIGITS = 18  # of a number: more would not be one of the database's
LOOKED_AT = (
    5_000  # characters of `n`, and twice as many values as are kept: the rest of a forged address is not read
)
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)


@dataclass(frozen=True)
class Basket:
    """What was put together, and what is printed about the meeting."""

    numbers: tuple[int, ...] = ()
    title: str = ""
    subtitle: str = ""
    place: str = ""
    day: date | None = None
    unknown: int = 0  # how many that were asked for are not public, or do not exist
    beyond: int = 0  # how many were one too many

    @classmethod
    def parse(cls, query: QueryDict) -> Self:
        """Return what an address asks for; what makes no sense is left out, never an error."""
        slugs = [clean_line(text[: 2 * LENGTH]) for text in query.getlist("f")[: 2 * MOST]]
        today = followed(_numbers(query.get("n", "")), list(dict.fromkeys(filter(None, slugs))))
        found = tuple(dict.fromkeys(number for number in today if number is not None))
        return cls(
            found[:MOST],
            value(query, "titre", LENGTH),
            value(query, "soustitre", LENGTH),
            value(query, "lieu", LENGTH),
            _day(query.get("date", "")),
            unknown=today.count(None),
            beyond=max(0, len(found) - MOST),
        )

    @property
    def words(self) -> list[tuple[str, str]]:
        """What is printed about the meeting, as pairs of an address; what is empty is left out."""
        day = self.day.isoformat() if self.day else ""
        pairs = [("titre", self.title), ("soustitre", self.subtitle), ("lieu", self.place), ("date", day)]
        return [pair for pair in pairs if pair[1]]

    @property
    def listed(self) -> str:
        """The value of `n`."""
        return ".".join(map(str, self.numbers))

    @property
    def query(self) -> str:
        """All of it, urlencoded."""
        return urlencode([*([("n", self.listed)] if self.numbers else []), *self.words])

    @property
    def words_query(self) -> str:
        """What is printed about the meeting, urlencoded."""
        return urlencode(self.words)

    def holding(self, numbers: Iterable[int]) -> Self:
        """Return the same with these initiatives."""
        return replace(self, numbers=tuple(dict.fromkeys(numbers))[:MOST])

    def moved(self, rank: int, step: int) -> Self:
        """Return the same, the one at `rank` (from 0) moved by `step` places."""
        numbers = list(self.numbers)
        numbers.insert(max(0, rank + step), numbers.pop(rank))
        return self.holding(numbers)

    def without(self, number: int) -> Self:
        """Return the same without one."""
        return self.holding(other for other in self.numbers if other != number)


def _numbers(text: str) -> list[int]:
    parts = text[:LOOKED_AT].split(".")[: 2 * MOST]
    kept = (part for part in parts if part.isascii() and part.isdigit() and len(part) <= DIGITS)
    return list(dict.fromkeys(map(int, kept)))


def _day(text: str) -> date | None:
    """Return a day written as 2026-03-14; None for anything else, or a year that is a slip of the finger."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None
