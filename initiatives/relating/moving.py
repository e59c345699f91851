"""What other initiatives owe to one that joins another, and it to them."""

from collections.abc import Mapping
from typing import Any

from initiatives.models import Initiative, Kinship
from initiatives.relating.rings import makes_ring


def move_kinships(loser: Initiative, winner: Initiative) -> dict[str, list[int]]:
    """Give the links of an initiative to the one that it joins; return which went, by number of their rows.

    What the other has already, or what would lead back to itself, stays where it is, which nobody sees.
    """
    moved: dict[str, list[int]] = {"kinships": [], "kinships_from": []}
    own = set(winner.kinships.values_list("other", "kind"))
    for row in loser.kinships.exclude(other=winner).order_by("pk"):
        ring = makes_ring(initiative=winner.pk, other=row.other_id, kind=row.kind)
        if (row.other_id, row.kind) not in own and not ring:
            _give(row, initiative=winner)
            moved["kinships"].append(row.pk)
    theirs = set(winner.kinships_from.values_list("initiative", "kind"))
    for row in loser.kinships_from.exclude(initiative=winner).order_by("pk"):
        ring = makes_ring(initiative=row.initiative_id, other=winner.pk, kind=row.kind)
        if (row.initiative_id, row.kind) not in theirs and not ring:
            _give(row, other=winner)
            moved["kinships_from"].append(row.pk)
    return moved


def give_kinships_back(winner: Initiative, loser: Initiative, moved: Mapping[str, Any]) -> None:
    """Give back the links that went, those that are still there."""
    for row in winner.kinships.filter(pk__in=moved.get("kinships", [])):
        _give(row, initiative=loser)
    for row in winner.kinships_from.filter(pk__in=moved.get("kinships_from", [])):
        _give(row, other=loser)


def _give(row: Kinship, **side: Initiative) -> None:
    """Set one side of a link; what the loser kept is not doubled, for it was there before."""
    Kinship.objects.filter(pk=row.pk).update(**side)
