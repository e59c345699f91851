"""What a change of a meeting does to who registered: they are told, and those of a date that is no more, too."""

from django.db import transaction
from django.utils import timezone

from events.models import Event, Occurrence, Registration
from events.registering import booking, mails, seats
from events.registering.places import when_in_words, where_digest

State, Canceller = Registration.State, Registration.Canceller


@transaction.atomic
def follow(event: Event) -> None:
    """Bring in line the registrations for what is to come of a meeting, whose dates were just written.

    A date that moved, or another place: each person is told once, and keeps the seat. A date that does not take place,
    or a meeting that is not public any more: it is called off for good, and told; whoever announces it again takes new
    registrations. Nothing is asked of a meeting for which nobody registered but whether there is somebody.
    """
    now = timezone.now()
    numbers = list(Registration.objects.ahead(event, now).values_list("pk", flat=True))
    if not numbers:
        return
    target = _heir(event)
    dates = {
        row.pk: row
        for row in Occurrence.objects.select_for_update(no_key=True, of=("self",))
        .filter(event=target)
        .order_by("pk")
    }
    rows = Registration.objects.select_for_update(no_key=True, of=("self",)).select_related("person")
    for row in rows.filter(pk__in=numbers).order_by("pk"):
        row.event = event
        date = _date_of(row, target, dates)
        if date is None or not target.is_published or target.is_cancelled or date.is_cancelled:
            _call_off(row)
        else:
            _bring_along(row, target, date)
    waited_for = Registration.objects.filter(occurrence__in=dates).waiting().values("occurrence")
    for pk in sorted({row["occurrence"] for row in waited_for}):
        dates[pk].event = target
        booking.fill(seats.seats_of(dates[pk]))


def _heir(event: Event) -> Event:
    """Return the meeting itself, or the one that it joined."""
    joined = event.merged_into
    return joined if isinstance(joined, Event) else event


def _date_of(row: Registration, event: Event, dates: dict[int, Occurrence]) -> Occurrence | None:
    """Return at which date of a meeting somebody comes now; a single one may have moved to another day."""
    if row.occurrence_id in dates:
        return dates[row.occurrence_id]
    same_day = [date for date in dates.values() if date.starts_at.date() == row.starts_at.date()]
    if same_day:
        return same_day[0]
    return next(iter(dates.values())) if len(dates) == 1 and not event.comes_again else None


def _call_off(row: Registration) -> None:
    was_known = row.state != State.TO_CONFIRM
    booking.end(row, by=Canceller.MEETING)
    if was_known:
        mails.tell_off(registration=row)


def _bring_along(row: Registration, event: Event, date: Occurrence) -> None:
    """Write where and when a registration is now; tell it, if that is not what the person knows."""
    place = where_digest(event)
    moved = (row.starts_at, row.ends_at) != (date.starts_at, date.ends_at)
    if not moved and row.told_where == place and row.occurrence_id == date.pk:
        return
    before = when_in_words(row.starts_at, row.ends_at, event.time_zone) if moved else ""
    told = moved or row.told_where != place
    others = Registration.objects.live().filter(occurrence=date, person=row.person).exclude(pk=row.pk)
    if row.person is not None and others.exists():
        booking.end(row, by=Canceller.MEETING)  # of two meetings that became one: registered once is enough
        return
    row.event, row.occurrence, row.told_where = event, date, place
    row.starts_at, row.ends_at = date.starts_at, date.ends_at
    if moved:
        row.reminded_at = None
    row.save(update_fields=["event", "occurrence", "told_where", "starts_at", "ends_at", "reminded_at"])
    if told and row.state != State.TO_CONFIRM and row.person is not None and date.ends_at > timezone.now():
        mails.tell_moved(registration=row, before=before, link=booking.link_to(row))
