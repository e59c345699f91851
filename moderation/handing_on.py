"""Proposals about a sheet that joins another: they are about that one from then on, until the merge is undone."""

from collections.abc import Mapping
from typing import Any

from moderation.actions import lock
from moderation.models import Proposal, Sheet

UNDECIDED = (Proposal.State.UNCONFIRMED, Proposal.State.PENDING)


def hand_on(*, loser: Sheet, winner: Sheet) -> dict[str, Any]:
    """Have what is proposed about one sheet be about the other, both locked; return what `hand_back` needs.

    That is, by the number of a proposal, what it wanted of the photos of the loser, None for nothing.
    """
    photos = winner.snapshot().get("photos") or []
    handed: dict[str, Any] = {}
    for proposal in _undecided(loser):
        handed[str(proposal.pk)] = wanted = proposal.changes.pop("photos", None)
        added = [photo for photo in (wanted or {}).get("after", []) if photo["id"] == proposal.photo_id]
        if added:
            proposal.changes["photos"] = {"before": photos, "after": [*photos, *added]}
        _give(proposal, winner)
    return handed


def hand_back(*, loser: Sheet, winner: Sheet, handed: Mapping[str, Any]) -> None:
    """Have what was proposed about the loser before a merge, and nobody decided since, be about it again."""
    for proposal in _undecided(winner):
        if str(proposal.pk) not in handed:
            continue
        wanted = handed[str(proposal.pk)]
        proposal.changes.pop("photos", None)
        if wanted is not None:
            proposal.changes["photos"] = wanted
        _give(proposal, loser)


def locked_sheet(proposal: Proposal) -> Sheet:
    """Return the sheet that a proposal is about, locked. Raises ObjectDoesNotExist when it was erased.

    While we waited for it, it may have joined another, which has its proposals.
    """
    kind: Any = proposal.content_type.model_class()
    theirs = Proposal.objects.filter(pk=proposal.pk)
    while True:
        number = theirs.values_list("object_id", flat=True).get()
        locked = lock(kind(pk=number))
        if theirs.filter(object_id=number).exists():
            return locked


def _undecided(sheet: Sheet) -> list[Proposal]:
    """Return the proposals about a locked sheet that nobody decided about; decisions wait for the lock on it."""
    return list(Proposal.objects.about(sheet).filter(state__in=UNDECIDED))


def _give(proposal: Proposal, sheet: Sheet) -> None:
    proposal.object_id = sheet.pk
    proposal.save(update_fields=["object_id", "changes"])
