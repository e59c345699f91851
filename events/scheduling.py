"""What is derived from a meeting: its times as rows, the keys of lists, the sequence of calendars."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from events.models.event import Event
from events.models.occurrence import Occurrence
from events.models.registration import Registration
from events.moving import pairs

ONLINE = "en-ligne"


@transaction.atomic
def schedule(event: Event) -> None:
    """Write what derives from what a meeting says now; nothing where it is written already."""
    rows = _write_times(event)
    place = event.commune
    point = (event.latitude, event.longitude)
    if event.latitude is None and place is not None:
        point = (place.latitude, place.longitude)
    found: dict[str, Any] = {
        "over_at": max(row.ends_at for row in rows),
        "keys": keys_of(event),
        "near_latitude": point[0],
        "near_longitude": point[1],
    }
    said = _said(event)
    if said != event.said:
        found |= {"said": said, "sequence": event.sequence + (1 if event.said else 0)}
    changed = {name: value for name, value in found.items() if getattr(event, name) != value}
    if changed:
        for name, value in changed.items():
            setattr(event, name, value)
        event.save(update_fields=list(changed))


def keys_of(event: Event) -> list[str]:
    """Return what lists find a meeting by: `theme:3`, `departement-29`, `en-ligne`."""
    keys = [f"theme:{number}" for number in event.themes.values_list("pk", flat=True)]
    place = event.commune
    if place is not None:
        keys += [f"commune-{place.pk}", f"departement-{place.department_id}"]
        keys += [f"region-{region}"] if (region := place.department.region_id) else []
        keys += [f"intercommunalite-{group}"] if (group := place.intercommunality_id) else []
    return sorted([*keys, ONLINE] if event.online_url else keys)


def schedule_again(numbers: Iterable[int]) -> None:
    """Do so for the meetings of these primary keys, each in its transaction."""
    for number in numbers:
        with transaction.atomic():
            event = Event.objects.select_for_update(no_key=True).filter(pk=number).first()
            if event is not None:
                schedule(event)


def _write_times(event: Event) -> list[Occurrence]:
    """Bring the rows in line with the rule; return all its times.

    Those of a day that stays keep their number. So do those to come that move to another day (`events.moving`): for
    whoever said that they come, it is still the same meeting. What is over never moves: those who came then have no
    seat the next time. It stays as it was as long as the registrations for it are kept.
    """
    now = timezone.now()
    rows = Occurrence.objects.filter(event=event).select_for_update(no_key=True, of=("self",))
    there = {row.day: row for row in rows.order_by("pk")}
    wanted = event.planned()
    days = {one.day for one in wanted}
    gone = sorted((row for day, row in there.items() if day not in days), key=lambda row: row.day)
    new = [one for one in wanted if one.day not in there]
    moved = _moved(
        [row for row in gone if row.ends_at > now],
        [one for one in new if one.ends_at > now],
        stays=sorted(day for day, row in there.items() if day in days and row.ends_at > now),
    )
    left = [row.pk for row in gone if row.pk not in moved]
    came = Registration.objects.filter(occurrence=OuterRef("pk"))
    Occurrence.objects.filter(Q(ends_at__gt=now) | ~Exists(came), pk__in=left).delete()
    changed = [_as(one, there[one.day].pk) for one in wanted if _differs(one, there.get(one.day))]
    changed += [_as(one, number) for number, one in moved.items()]
    Occurrence.objects.bulk_update(changed, ["day", "starts_at", "ends_at", "is_cancelled"])
    Occurrence.objects.bulk_create([one for one in new if one.pk is None])
    return wanted


def _moved(rows: list[Occurrence], new: list[Occurrence], *, stays: list[date]) -> dict[int, Occurrence]:
    """Return the times to which rows to come move, by the numbers of these."""
    return {rows[rank].pk: new[other] for rank, other in pairs(rows, new, stays=stays)}


def _differs(planned: Occurrence, row: Occurrence | None) -> bool:
    return row is not None and not row.same_times(planned)


def _as(planned: Occurrence, number: int) -> Occurrence:
    """Return a time that is to be written in the row of this number."""
    planned.pk = number
    return planned


def _said(event: Event) -> str:
    """Return what tells apart what calendars are told of a meeting, from one time to another."""
    told = event.snapshot() | {"status": event.status}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
