"""Taking merged sheets apart for good, because one of them is erased: what others wrote stays, what it said goes."""

from collections.abc import Collection, Iterator
from contextlib import suppress
from typing import Any

from django.db.models import Q, QuerySet

from moderation.actions import TransitionRefused
from moderation.authors import Author
from moderation.merging import undo
from moderation.models import Merge, Revision, Sheet, Status

Action = Revision.Action


def part(sheet: Sheet) -> list[Sheet]:
    """Take a sheet out of the one that it joined, and out of it what others wrote; return what goes with it.

    That is what joined it and has the same author. An undo that is refused leaves the sheet where it is; of one that
    would erase what somebody else wrote, TransitionRefused is raised. Raises ObjectDoesNotExist when the sheet is gone.
    """
    family = _lock_family(sheet)
    if family[sheet.pk].status == Status.MERGED:
        with suppress(TransitionRefused):
            _undo(_above(sheet, family))
        family = _lock_family(sheet)
    joined = [row for row in family.values() if row.merged_into_id == sheet.pk]
    others = {row.pk for row in joined if row.submitted_by_id != family[sheet.pk].submitted_by_id}
    _undo(
        [
            merged
            for merged in _standing(sheet, family)
            if merged.loser_number in others or others & set(merged.flattened)
        ]
    )
    rows: Any = type(sheet)._default_manager
    own = rows.filter(pk__in=[row.pk for row in joined if row.pk not in others])
    # One that joined another of them is deleted before it.
    return sorted(own, key=lambda row: (row.merged_into_id in (None, sheet.pk), row.pk))


def _lock_family(sheet: Sheet) -> dict[int, Any]:
    """Return a sheet, the one that it joined, and all that joined either, locked in one order.

    Read until nothing new is found: while we waited for a lock, somebody may have merged or parted.
    """
    rows: Any = type(sheet)._default_manager
    seen = set[int]()
    while True:
        root = rows.values_list("merged_into", flat=True).get(pk=sheet.pk) or sheet.pk
        theirs = Q(pk__in={root, sheet.pk}) | Q(merged_into=root)
        found = {row.pk: row for row in rows.select_for_update(no_key=True).filter(theirs).order_by("pk")}
        if found.keys() <= seen:
            return found
        seen |= found.keys()


def _standing(sheet: Sheet, losers: Collection[int]) -> list[Merge]:
    """Return the merges by which these are part of others, the newest first: those before it wait for its undoing."""
    theirs = Merge.objects.standing().filter(content_type=sheet.content_type(), loser_number__in=losers)
    return list(theirs.order_by("-pk"))


def _above(sheet: Sheet, family: Collection[int]) -> list[Merge]:
    """Return the merges that lead from a sheet to the one that it is part of today, the newest first."""
    by_loser = {merged.loser_number: merged for merged in _standing(sheet, family)}
    found: list[Merge] = []
    number = sheet.pk
    while merged := by_loser.get(number):
        found.insert(0, merged)
        number = merged.winner_number
    return found


def _undo(merges: list[Merge]) -> None:
    for merged in merges:
        undo(merged=merged, by=Author.system())


def forget(sheet: Sheet, *, gone: Collection[int]) -> None:
    """Take out of the histories of other sheets what they said while this one was part of them, and its name.

    `gone` are the numbers of those that are erased with it, whose histories go whole.
    """
    for merged in Merge.objects.about(sheet):
        lost = merged.loser_number == sheet.pk
        other = merged.winner_number if lost else merged.loser_number
        if other in gone:
            continue
        if lost:
            for upper in _upwards(merged):
                if upper.winner_number not in gone:
                    _blank(upper)
        steps = [number for number in _steps(merged, other) if number]
        _history(merged, other).filter(pk__in=steps).update(note="")


def _upwards(merged: Merge) -> Iterator[Merge]:
    """Yield a merge, and those by which its winner was part of yet another meanwhile."""
    yield merged
    above = Merge.objects.filter(
        content_type=merged.content_type_id, loser_number=merged.winner_number, at__gte=merged.at
    )
    if merged.undone_at:
        above = above.filter(at__lte=merged.undone_at)
    for upper in above.order_by("pk"):
        yield from _upwards(upper)


def _history(merged: Merge, number: int) -> QuerySet[Revision]:
    return Revision.objects.filter(content_type=merged.content_type_id, object_id=number)


def _steps(merged: Merge, number: int) -> tuple[int | None, int | None]:
    """Return the numbers of the versions with which a merge began and ended for one of its two sheets."""
    history = _history(merged, number)
    began = history.filter(action=Action.MERGE, created_at__lte=merged.at)
    ended = history.filter(action=Action.UNMERGE, created_at__lte=merged.undone_at or merged.at)
    first = began.values_list("pk", flat=True).first()
    last = ended.values_list("pk", flat=True).first() if merged.undone_at else None
    return first, last


def _blank(merged: Merge) -> None:
    """Blank what the winner said from the merge to its end, unless it took nothing; what it says today stays."""
    from moderation.erasure import remember_erasure
    from moderation.version_erasure import blank

    history = _history(merged, merged.winner_number)
    first, last = _steps(merged, merged.winner_number)
    if first is None:
        return
    before = history.filter(pk__lt=first).exclude(data={}).first()
    if before and history.filter(pk=first, data=before.data).exists():
        return
    end = last or history.values_list("pk", flat=True).first()
    for version in history.filter(pk__gte=first, pk__lt=end).exclude(data={}):
        blank(version, by=Author.system())
        remember_erasure(Revision._meta.label_lower, version.pk)
