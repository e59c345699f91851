"""Noting which points of the charter a sheet meets."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from contributors.models import User
from moderation.actions import lock
from moderation.models import CharterPoint, CharterTick, Sheet


@dataclass(frozen=True)
class Line:
    """A point of the list, and who ticked it, if somebody did."""

    point: CharterPoint
    tick: CharterTick | None


def checklist(sheet: Sheet) -> list[Line]:
    """Return the points that are checked today, with what was ticked for a sheet."""
    ticks = {tick.point_id: tick for tick in CharterTick.objects.about(sheet).select_related("user")}
    return [Line(point, ticks.get(point.pk)) for point in CharterPoint.objects.asked()]


@transaction.atomic
def tick(*, sheet: Sheet, user: User, points: Iterable[str], were: Iterable[str] = ()) -> None:
    """Note the points (primary keys, as they were sent) that are ticked, of which some `were` ticked before.

    Only what was changed is written: what somebody else ticked or unticked meanwhile stays.
    """
    locked = lock(sheet)
    now, before = set(points), set(were)
    asked = {str(point.pk): point for point in CharterPoint.objects.asked()}
    ticks = CharterTick.objects.about(locked)
    ticks.filter(point__in=[asked[number] for number in before - now if number in asked]).delete()
    known = {str(number) for number in ticks.values_list("point", flat=True)}
    CharterTick.objects.bulk_create(
        CharterTick(content_type=locked.content_type(), object_id=locked.pk, point=asked[number], user=user)
        for number in sorted(now - before - known)
        if number in asked
    )
