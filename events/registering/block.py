"""What the page of a meeting says about registering: how many seats are left, and where to take one."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, Value
from django.http import HttpRequest
from django.utils import timezone

from events.models import Event, Occurrence
from events.registering import seats
from events.registering.forms import left_in_words
from events.registering.places import when_in_words
from events.registering.seats import Seats
from events.words import hour_in_words, weekday_in_words
from events.zones import zone

SHOWN = 3  # dates
AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Block:
    """The next dates of a meeting for which one registers."""

    event: Event
    dates: list[Seats]

    @property
    def is_open(self) -> bool:
        """Whether one may register for one of them, if only to wait."""
        return any(date.is_open for date in self.dates)

    @property
    def only_waiting(self) -> bool:
        """Whether whoever registers for any of them waits."""
        return all(date.is_full for date in self.dates if date.is_open)

    @property
    def lines(self) -> list[tuple[str, str, str]]:
        """Each date: when it is, what is left, until when one registers, if that is not until it begins."""
        return [_line(date, self.event.time_zone) for date in self.dates]


def _line(date: Seats, time_zone: str) -> tuple[str, str, str]:
    when = when_in_words(date.occurrence.starts_at, date.occurrence.ends_at, time_zone)
    if not date.is_open:
        return when, "les inscriptions sont fermées", ""
    if date.left is None:
        return when, "il y a de la place pour tout le monde", _until(date, time_zone)
    return when, left_in_words(date), _until(date, time_zone)


def _until(date: Seats, time_zone: str) -> str:
    if not date.registering.closes_before:
        return ""
    closing = date.registering.closes_at(date.occurrence).astimezone(zone(time_zone))
    return f"{weekday_in_words(closing.date())} à {hour_in_words(closing.time())}"


def standing(request: HttpRequest, slug: str) -> str:
    """Return what changes when registrations for a date close, or it begins, and not before: one query."""
    now = timezone.now()
    hours = ExpressionWrapper(F("event__registering__closes_before") * Value(AN_HOUR), DurationField())
    dates = Occurrence.objects.filter(event__slug=slug, event__registering__isnull=False)
    passed = dates.aggregate(
        closed=Count("pk", filter=Q(starts_at__lte=Value(now) + hours)),
        begun=Count("pk", filter=Q(starts_at__lte=now)),
    )
    return "{closed}-{begun}".format(**passed)


def block_of(event: Event) -> dict[str, Any]:
    """Return the context of events/register_block.html: two queries where one registers, one elsewhere."""
    if not event.is_published or event.is_cancelled:
        return {"registering": None}
    registering = seats.settings_of(event)
    if registering.pk is None:
        return {"registering": None}
    return {"registering": Block(event, seats.ahead(event, registering, limit=SHOWN))}
