"""Two meetings that become one: who registered for one comes to the other, once, and never one too many."""

from events.models import Occurrence, Registration
from events.registering import booking, mails, seats

State, Canceller = Registration.State, Registration.Canceller
_WORTH = {State.TO_CONFIRM: 0, State.WAITING: 1, State.CONFIRMED: 2}


def join(row: Registration, date: Occurrence) -> bool:
    """Return whether a locked registration goes on at a locked date of the meeting that its own one joined.

    For whom there is no seat any more, it goes on waiting: the caller saves this, and tells it. A person who registered
    for both keeps the better one; whoever has fewer seats than before is told.
    """
    had = row.people if row.state == State.CONFIRMED else 0
    other = _other(row, date)
    if had and not _fits(row, date, other):
        row.state = State.WAITING
    if other is None:
        return True
    if _worth(row) > _worth(other):
        booking.end(other, by=Canceller.MEETING)
        return True
    booking.end(row, by=Canceller.MEETING)
    has = other.people if other.state == State.CONFIRMED else 0
    if has < had:
        mails.tell_joined(registration=other, link=booking.link_to(other))
    return False


def _other(row: Registration, date: Occurrence) -> Registration | None:
    """Return the registration of the same person for that date, locked."""
    if row.person is None:
        return None
    theirs = Registration.objects.at(date).live().filter(person=row.person).exclude(pk=row.pk)
    found = theirs.select_for_update(no_key=True, of=("self",)).select_related("person").first()
    if found is not None:
        found.event = date.event
    return found


def _fits(row: Registration, date: Occurrence, other: Registration | None) -> bool:
    """Return whether there are seats for a registration, in place of the other one of the same person."""
    left = seats.seats_of(date).left
    freed = other.people if other is not None and other.state == State.CONFIRMED else 0
    return left is None or row.people <= left + freed


def _worth(row: Registration) -> tuple[int, int]:
    return _WORTH[State(row.state)], row.people
