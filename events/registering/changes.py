"""What a change of a meeting does to who registered: they are told, and those of a date that is no more, too."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from events.models import Event, Occurrence, Registering, Registration
from events.registering import booking, joining, mails, seats
from events.registering.places import when_in_words, where_digest
from events.scheduling import schedule
from events.zones import zone

State, Canceller = Registration.State, Registration.Canceller


@transaction.atomic
def follow(event: Event) -> None:
    """Bring in line the registrations for what is to come of a meeting, whose dates were just written.

    A date that moved, or another place: each person is told once, and keeps the seat. A date that does not take place,
    or a meeting that is not public any more: it is called off for good, and told; whoever announces it again takes new
    registrations. Nothing is asked of a meeting for which nobody registered but whether there is somebody.
    """
    numbers = list(Registration.objects.ahead(event, timezone.now()).values_list("pk", flat=True))
    if not numbers:
        return
    target = _heir(event)
    if target.pk != event.pk:
        schedule(target)  # it may have taken the days of the one that joined it
    dates = _locked_dates(target)
    if target.pk != event.pk:
        _take_settings(target, event)
    rows = Registration.objects.live().select_for_update(no_key=True, of=("self",)).select_related("person")
    # In the order in which seats were taken: of those who join another meeting, the last ones may find none.
    for row in sorted(rows.filter(pk__in=numbers).order_by("pk"), key=_turn):
        row.event = event
        date = _date_of(row, target, dates)
        if date is None or not target.is_published or target.is_cancelled or date.is_cancelled:
            _call_off(row)
            continue
        had_seat = row.state == State.CONFIRMED
        if row.occurrence_id == date.pk or joining.join(row, date):
            _bring_along(row, target, date, lost=had_seat and row.state != State.CONFIRMED)
    waited_for = Registration.objects.filter(occurrence__in=dates).waiting().values("occurrence")
    for pk in sorted({row["occurrence"] for row in waited_for}):
        booking.fill(seats.seats_of(dates[pk]))


def _heir(event: Event) -> Event:
    """Return the meeting itself, or the one that it joined."""
    joined = event.merged_into
    return joined if isinstance(joined, Event) else event


def _take_settings(target: Event, event: Event) -> None:
    """Have one register for a meeting as for the one that joined it, unless that was said already."""
    theirs = Registering.objects.filter(event=event).first()
    if theirs is not None:
        told = {name: getattr(theirs, name) for name in ("is_open", "capacity", "closes_before")}
        Registering.objects.get_or_create(event=target, defaults=told)


def _locked_dates(event: Event) -> dict[int, Occurrence]:
    rows = Occurrence.objects.select_for_update(no_key=True, of=("self",)).filter(event=event)
    dates = {row.pk: row for row in rows.order_by("pk")}
    for date in dates.values():
        date.event = event
    return dates


def _turn(row: Registration) -> tuple[datetime, int]:
    return row.confirmed_at or row.created_at, row.pk


def _date_of(row: Registration, event: Event, dates: dict[int, Occurrence]) -> Occurrence | None:
    """Return at which date of a meeting somebody comes now; of one that was joined: the same day, or the only."""
    if row.occurrence_id in dates:
        return dates[row.occurrence_id]
    if event.pk == row.event_id:
        return None
    ahead = [date for date in dates.values() if date.ends_at > timezone.now()]
    day = row.starts_at.astimezone(zone(row.event.time_zone)).date()
    same_day = [date for date in ahead if date.day == day]
    if same_day:
        return same_day[0]
    return ahead[0] if len(ahead) == 1 and not row.event.comes_again and not event.comes_again else None


def _call_off(row: Registration) -> None:
    was_known = row.state != State.TO_CONFIRM
    booking.end(row, by=Canceller.MEETING)
    if was_known:
        mails.tell_off(registration=row)


def _bring_along(row: Registration, event: Event, date: Occurrence, *, lost: bool) -> None:
    """Write where and when a registration is now; tell it, if that is not what the person knows.

    `lost` says that there is no seat any more, and that this is told instead.
    """
    place = where_digest(event)
    moved = (row.starts_at, row.ends_at) != (date.starts_at, date.ends_at)
    if not moved and row.told_where == place and row.occurrence_id == date.pk:
        return
    before = when_in_words(row.starts_at, row.ends_at, event.time_zone) if moved else ""
    tells = moved or row.told_where != place
    row.event, row.occurrence, row.told_where = event, date, place
    row.starts_at, row.ends_at = date.starts_at, date.ends_at
    if moved:
        row.reminded_at = None
    row.save(
        update_fields=["event", "occurrence", "told_where", "starts_at", "ends_at", "reminded_at", "state"]
    )
    if row.person is None or row.state == State.TO_CONFIRM or date.ends_at <= timezone.now():
        return
    if lost:
        mails.tell_joined(registration=row, link=booking.link_to(row))
    elif tells:
        mails.tell_moved(registration=row, before=before, link=booking.link_to(row))
