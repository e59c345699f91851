"""How many seats a date has left, and who gets one: never one too many.

Whoever gives or frees a seat holds the row of the date: `locked`. The rows of several dates are locked in their order.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from events.models import Event, Occurrence, Registering, Registration

State = Registration.State
EXACT = 10  # seats left, from which on the number is not told any more
CANCELLED = "Cette rencontre est annulée\u00a0: il n’y a plus d’inscription à prendre."
BEGUN = "Cette rencontre a commencé, ou est passée\u00a0: on ne s’y inscrit plus."
CLOSED = "Les inscriptions à cette rencontre sont fermées."
GONE = "Cette rencontre n’est plus en ligne\u00a0: on ne s’y inscrit plus."


@dataclass(frozen=True)
class Seats:
    """One date, and what is left of its seats."""

    occurrence: Occurrence
    registering: Registering
    taken: int

    @property
    def left(self) -> int | None:
        """How many people may still come; None without a limit."""
        capacity = self.registering.capacity
        return None if capacity is None else max(capacity - self.taken, 0)

    @property
    def is_full(self) -> bool:
        """Whether whoever registers now waits."""
        return self.left == 0

    @property
    def few(self) -> int:
        """How many are left when the number is told; 0 when it is not, or nothing is left."""
        return self.left if self.left is not None and self.left < EXACT else 0

    @property
    def why_closed(self) -> str:
        """Why one may not register for it now; empty when one may."""
        return why_closed(self.occurrence, self.registering)

    @property
    def is_open(self) -> bool:
        """Whether one may register, if only to wait."""
        return not self.why_closed

    def has_room_for(self, people: int) -> bool:
        """Whether that many people find a seat."""
        return self.left is None or people <= self.left


def why_over(occurrence: Occurrence) -> str:
    """Return, in French, why nobody gets a seat at a date any more; empty when somebody may."""
    event = occurrence.event
    if event.is_cancelled or occurrence.is_cancelled:
        return CANCELLED
    if not event.is_published:
        return GONE
    return BEGUN if occurrence.starts_at <= timezone.now() else ""


def why_closed(occurrence: Occurrence, registering: Registering) -> str:
    """Return, in French, why nobody may register for a date; empty when one may, if only to wait."""
    if over := why_over(occurrence):
        return over
    if not registering.is_open or registering.closes_at(occurrence) <= timezone.now():
        return CLOSED
    return ""


def settings_of(event: Event) -> Registering:
    """Return how one registers for a meeting, as the database has it now; closed when nothing was said."""
    return Registering.objects.filter(event=event).first() or Registering(event=event)


def locked(occurrence_id: int) -> Seats:
    """Return a date under a row lock, with its seats. Raises ObjectDoesNotExist when it is gone."""
    rows = Occurrence.objects.select_for_update(no_key=True, of=("self",)).select_related("event")
    occurrence = rows.get(pk=occurrence_id)
    return seats_of(occurrence)


def seats_of(occurrence: Occurrence) -> Seats:
    """Return the seats of a date, as they are now."""
    taken = Registration.objects.at(occurrence).filter(state=State.CONFIRMED).people()
    return Seats(occurrence, settings_of(occurrence.event), taken)


def ahead(event: Event, registering: Registering, *, limit: int) -> list[Seats]:
    """Return the next dates that take place and have not begun, with their seats: one query, whatever their number."""
    now = timezone.now()
    sitting = (
        Registration.objects.filter(occurrence=OuterRef("pk"), state=State.CONFIRMED, ends_at__gt=now)
        .order_by()
        .values("occurrence")
        .annotate(total=Sum("people"))
        .values("total")
    )
    dates: QuerySet[Any] = Occurrence.objects.filter(event=event, starts_at__gt=now, is_cancelled=False)
    found = dates.annotate(taken=Coalesce(Subquery(sitting), 0)).order_by("starts_at", "pk")[:limit]
    seats = []
    for occurrence in found:
        occurrence.event = event
        seats.append(Seats(occurrence, registering, occurrence.taken))
    return seats


def seat_who_waits(seats: Seats) -> list[Registration]:
    """Give what is free of a locked date to those who wait; return who has a seat now, to be told.

    In the order in which they confirmed. A group for which there is not enough is passed over, and keeps its turn:
    it comes first again when more is free. So no seat stays empty while somebody waits who fits.
    """
    left = seats.left
    if why_over(seats.occurrence):
        return []
    seated = []
    waiting = Registration.objects.at(seats.occurrence).waiting()
    for registration in waiting.select_for_update(no_key=True, of=("self",)):
        if left == 0:
            break
        if left is not None and registration.people > left:
            continue
        registration.state = State.CONFIRMED
        registration.save(update_fields=["state"])
        seated.append(registration)
        left = None if left is None else left - registration.people
    return seated
