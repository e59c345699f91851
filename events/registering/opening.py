"""Opening and closing the registrations for a meeting, and how many seats it has."""

from django.db import transaction

from events.models import Event, Occurrence, Registering
from events.registering import booking, seats
from moderation.actions import TransitionRefused, lock


@transaction.atomic
def settle(*, event: Event, is_open: bool, capacity: int | None, closes_before: int) -> Registering:
    """Say whether one registers for a meeting, for how many, until when; more seats go to who waits, at once.

    Fewer seats than are taken take none away: whoever has one keeps it, and nobody gets one until enough are free.
    Raises TransitionRefused when the meeting is not online.
    """
    locked = lock(event)
    if not isinstance(locked, Event) or not locked.is_published:
        raise TransitionRefused("Cette rencontre n’est pas en ligne\u00a0: on ne s’y inscrit pas.")
    # Before the number of seats: whoever confirms at this moment holds the row of a date, and reads the number then.
    numbers = list(
        Occurrence.objects.select_for_update(no_key=True, of=("self",))
        .filter(event=locked)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    values = {"is_open": is_open, "capacity": capacity, "closes_before": closes_before}
    registering, _ = Registering.objects.update_or_create(event=locked, defaults=values)
    for number in numbers:
        booking.fill(seats.locked(number))
    return registering
