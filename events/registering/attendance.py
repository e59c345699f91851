"""Who comes to one date, for whoever organises it: on a page, on paper, in a file for a spreadsheet."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from contributors.cells import cell
from events.models import Event, Occurrence, Registration
from events.registering import seats
from events.registering.places import when_in_words
from events.registering.seats import Seats
from outbox.models import Message

MARK = "\ufeff"  # without it, Excel reads UTF-8 as Windows-1252 and breaks accents
BLANK_LINES = 12  # on paper, for who comes without having said so
MOST_DATES = 200
COLUMNS = (
    "Nom",
    "Personnes",
    "Apporte",
    "Cherche",
    "État",
    "Ajoutée par l’organisation",
    "Peut recevoir vos messages",
)


@dataclass(frozen=True)
class Attendance:
    """One date of a meeting, and who said that they come."""

    event: Event
    seats: Seats
    coming: list[Registration]
    waiting: list[Registration]
    to_confirm: int
    dates: list[Occurrence]
    """All dates of the meeting, among which one chooses."""
    unreachable: frozenset[int]
    """The registrations whose last mail was given up: somebody should be called, or their seat is for another."""

    @property
    def occurrence(self) -> Occurrence:
        """The date."""
        return self.seats.occurrence

    @property
    def when(self) -> str:
        """When it is."""
        return when_in_words(self.occurrence.starts_at, self.occurrence.ends_at, self.event.time_zone)

    @property
    def may_be_written(self) -> int:
        """How many of them agreed to be written to."""
        rows = [*self.coming, *self.waiting]
        return sum(row.may_be_written and row.person_id is not None for row in rows)

    @property
    def others(self) -> list[tuple[Occurrence, str]]:
        """The dates among which one chooses, each in words."""
        zone = self.event.time_zone
        return [(date, when_in_words(date.starts_at, date.ends_at, zone)) for date in self.dates]

    @property
    def blank_lines(self) -> range:
        """The lines on paper for who comes without having said so."""
        return range(BLANK_LINES)


def attendance_of(event: Event, asked: str) -> Attendance | None:
    """Return who comes to a date (its number, as `?date=` gives it): to the next one, or the last, unless it is one.

    None for a meeting that has no date.
    """
    dates = list(event.occurrences.order_by("-starts_at", "-pk")[:MOST_DATES])[::-1]
    if not dates:
        return None
    chosen = next((date for date in dates if str(date.pk) == asked), None) or _next(dates)
    chosen.event = event
    rows = Registration.objects.at(chosen).select_related("person")
    coming, waiting = list(rows.coming()), list(rows.waiting())
    return Attendance(
        event=event,
        seats=seats.seats_of(chosen),
        coming=coming,
        waiting=waiting,
        to_confirm=rows.filter(state=Registration.State.TO_CONFIRM).count(),
        dates=dates,
        unreachable=_unreachable([*coming, *waiting]),
    )


def _next(dates: list[Occurrence]) -> Occurrence:
    ahead = [date for date in dates if not date.is_past and not date.is_cancelled]
    return ahead[0] if ahead else dates[-1]


def _unreachable(rows: list[Registration]) -> frozenset[int]:
    """Return those whose person got a mail that no server took since they registered."""
    since = {row.person.email: row for row in rows if row.person is not None}
    failed = Message.objects.filter(to__in=since, state=Message.State.FAILED)
    return frozenset(
        since[to].pk for to, at in failed.values_list("to", "created_at") if at >= since[to].created_at
    )


def lines(attendance: Attendance) -> Iterator[str]:
    """Yield the list as CSV that a French spreadsheet opens with a double click; no address is in it."""
    yield MARK + _written(COLUMNS)
    for row in (*attendance.coming, *attendance.waiting):
        yes_no = ["oui" if one else "non" for one in (row.by_hand, row.may_be_written)]
        values = [row.name, row.people, row.brings, row.seeks, row.get_state_display(), *yes_no]
        yield _written([cell(value) for value in values])


def _written(values: object) -> str:
    text = StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerow(values)  # type: ignore[arg-type]  # a row of cells
    return text.getvalue()
