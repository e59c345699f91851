"""What is derived from a meeting: its times as rows, the keys of lists, the sequence of calendars."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from events.models.event import Event
from events.models.occurrence import Occurrence

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

    Those of a day that stays keep their number. So do, in order, those that move to another day: for whoever said that
    they come, it is still the same meeting.
    """
    there = {row.day: row for row in Occurrence.objects.filter(event=event).order_by("day")}
    wanted = event.planned()
    free = [row for day, row in there.items() if day not in {one.day for one in wanted}]
    changed, new = [], []
    for planned in wanted:
        row = there.get(planned.day) or (free.pop(0) if free else None)
        if row is None:
            new.append(planned)
        elif not row.same_times(planned):
            planned.pk = row.pk
            changed.append(planned)
    Occurrence.objects.filter(pk__in=[row.pk for row in free]).delete()
    Occurrence.objects.bulk_update(changed, ["day", "starts_at", "ends_at", "is_cancelled"])
    Occurrence.objects.bulk_create(new)
    return wanted


def _said(event: Event) -> str:
    """Return what tells apart what calendars are told of a meeting, from one time to another."""
    told = event.snapshot() | {"status": event.status}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
