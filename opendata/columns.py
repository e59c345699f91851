"""What an export is made of: columns with a name and a meaning, rows read by portions, dates and lists in one cell."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.utils import timezone

ROWS_AT_MOST = 50_000  # in one file: what a spreadsheet still opens with ease
PORTION = 500  # rows read together: what is kept in memory, whatever the length of the file
BETWEEN = " | "  # the values of one cell: no title, tag or name has it
OPEN_LICENCE = "Licence Ouverte 2.0"

Row = TypeVar("Row")


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: `read` gives its value for a row (str, int, float or None)."""

    name: str
    meaning: str  # in French, for the page that offers the file
    read: Callable[[Row], Any]


@dataclass(frozen=True)
class Export(Generic[Row]):
    """One file: its columns, and the rows that it holds, read as it is sent."""

    noun: str  # what the file is called
    columns: tuple[Column[Row], ...]
    rows: Iterator[Row]
    points: Callable[[Row], list[tuple[float, float]]]
    """Where a row lies: (longitude, latitude) in degrees WGS 84, none or several."""


def joined(values: Iterable[str]) -> str:
    """Return several values as one cell."""
    return BETWEEN.join(values)


def day(moment: date | datetime | None) -> str:
    """Return a day, or that of a moment in France, as 2026-11-26; "" for none."""
    if isinstance(moment, datetime):
        moment = timezone.localdate(moment)
    return moment.isoformat() if moment else ""


def portions(numbers: list[int]) -> Iterator[list[int]]:
    """Cut a list of primary keys into what is read together."""
    for start in range(0, len(numbers), PORTION):
        yield numbers[start : start + PORTION]


def licence_of_data(source: str, licence: str) -> str:
    """Return the licence of the facts of a sheet: ours, or that of the source they come from."""
    return licence if source else OPEN_LICENCE
