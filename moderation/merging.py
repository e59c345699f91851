"""Merging two sheets of a kind into one, and parting them again.

The loser becomes MERGED: nobody sees it, its address leads to the winner, what it says stays as it was, for the day the
merge is undone. The winner takes from it what was chosen, field by field.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from moderation import mails
from moderation.actions import TransitionRefused, record
from moderation.authors import Author
from moderation.combining import combined, parted
from moderation.handing_on import hand_back, hand_on
from moderation.models import Merge, Revision, Sheet, Status
from moderation.snapshots import faults
from moderation.wishes import newest_version

LOSES_FROM = (Status.PENDING, Status.PUBLISHED)


class ChangedMeanwhile(TransitionRefused):
    """One of the sheets is not any more what the person who decided was shown."""


def newest_of(*sheets: Sheet) -> str:
    """Return what tells what these sheets say now from what they said before."""
    return ".".join(str(newest_version(sheet)) for sheet in sheets)


def why_not(winner: Sheet, loser: Sheet) -> str:
    """Return, in French, why the second may not join the first; nothing when it may."""
    if type(winner) is not type(loser):
        return "Deux fiches de sortes différentes ne peuvent pas être fusionnées."
    if winner.pk == loser.pk:
        return "Une fiche ne peut pas être fusionnée avec elle-même."
    if not winner.is_published:
        state = winner.get_status_display()
        return f"«\u00a0{winner.title_text}\u00a0» est {state}\u00a0: la fiche gardée doit être publiée."
    if loser.status not in LOSES_FROM:
        state = loser.get_status_display()
        return (
            f"«\u00a0{loser.title_text}\u00a0» est {state}\u00a0: seule une fiche publiée ou en attente peut en "
            "rejoindre une autre."
        )
    return ""


def _locked(winner: Sheet, loser: Sheet) -> tuple[Any, Any, list[Sheet]]:
    """Return both read again, and what joined the loser before, all locked in one order, whoever wins."""
    rows = type(winner)._default_manager.select_for_update(no_key=True)
    theirs = Q(pk__in=[winner.pk, loser.pk]) | Q(merged_into=loser.pk)
    found: dict[int, Sheet] = {sheet.pk: sheet for sheet in rows.filter(theirs).order_by("pk")}
    if winner.pk not in found or loser.pk not in found:
        raise TransitionRefused("Une des deux fiches n’existe plus.")
    first, second = found.pop(winner.pk), found.pop(loser.pk)
    return first, second, list(found.values())


def _check_territory(by: Author, *sheets: Sheet) -> None:
    """Raise TransitionRefused unless these sheets are in the territories of whoever acts."""
    if by.user is None:
        return
    theirs = type(sheets[0])._default_manager.moderated_by(by.user)
    numbers = {sheet.pk for sheet in sheets}
    if theirs.filter(pk__in=numbers).distinct().count() != len(numbers):
        raise TransitionRefused("Une des deux fiches est hors des territoires que vous modérez.")


@transaction.atomic
def merge(
    *,
    winner: Sheet,
    loser: Sheet,
    choices: Mapping[str, str],
    by: Author,
    note: str = "",
    seen: str | None = None,
) -> tuple[Merge, list[str]]:
    """Have one sheet join another; return the merge, and in French what the winner could not take.

    `choices` says for each part of a snapshot whether the winner keeps its own (`winner`, as for those that are left
    out), takes that of the `loser`, or `both`. `seen` is what `newest_of` said when they were chosen.
    Raises TransitionRefused, with the reason in French; ChangedMeanwhile when the choice was made on something else.
    """
    if reason := why_not(winner, loser):
        raise TransitionRefused(reason)
    first, second, joined = _locked(winner, loser)
    if reason := why_not(first, second):
        raise TransitionRefused(reason)
    _check_territory(by, first, second)
    if seen is not None and seen != newest_of(first, second):
        raise ChangedMeanwhile(
            "Une des deux fiches vient de changer\u00a0: voici ce qu’elles disent maintenant."
        )
    merged = Merge(
        content_type=first.content_type(),
        winner_number=first.pk,
        loser_number=second.pk,
        loser_status=second.status,
        winner_before=first.snapshot(),
        loser_before=second.snapshot(),
        flattened=[sheet.pk for sheet in joined],
        note=note.strip(),
        by=by.user,
    )
    left: list[str] = _join(merged, first, second, choices)
    if joined:
        type(first)._default_manager.filter(pk__in=merged.flattened).update(merged_into=first.pk)
    title = first.title_text
    _tell_history(
        first, Revision.Action.MERGE, by, f"«\u00a0{second.title_text}\u00a0» a rejoint cette fiche. {note}"
    )
    _tell_history(
        second,
        Revision.Action.MERGE,
        by,
        f"A rejoint «\u00a0{title}\u00a0». {note}",
        data=merged.loser_before,
    )
    merged.winner_after = first.snapshot()
    merged.moved["proposals"] = hand_on(loser=second, winner=first)
    merged.save()
    second.refresh()
    first.refresh()
    mails.tell_merged(winner=first, loser=second)
    return merged, left


def _join(merged: Merge, winner: Any, loser: Any, choices: Mapping[str, str]) -> list[str]:
    """Take the loser down, and give the winner what was chosen."""
    loser.status, loser.merged_into = Status.MERGED, winner
    loser.save(update_fields=["status", "merged_into"])
    kept = {name: choice for name, choice in choices.items() if name not in winner.stays_in_merge}
    data = combined(merged.winner_before, merged.loser_before, kept)
    try:
        left, merged.moved = winner.take_over(loser, data)
    except ValidationError as error:
        raise TransitionRefused(f"Ces choix ne vont pas ensemble. {faults(winner, error)}") from error
    return left


def _tell_history(
    sheet: Sheet, action: str, by: Author, note: str, *, data: dict[str, Any] | None = None
) -> None:
    """Keep a revision; `data` when what the sheet shows is not what it has at this moment."""
    sheet.updated_at = timezone.now()
    sheet.save(update_fields=["updated_at"])
    revision = record(sheet, action=action, by=by, note=note.strip())
    if data is not None:
        revision.data = data
        revision.save(update_fields=["data"])


def to_undo(merged: Merge, winner: Sheet) -> tuple[dict[str, Any], list[str]]:
    """Return what the winner would say without the merge, and the names of fields changed since, which stay."""
    return parted(merged.winner_before, merged.winner_after, winner.snapshot())


@transaction.atomic
def undo(*, merged: Merge, by: Author, seen: str | None = None) -> list[str]:
    """Part two sheets that were merged; return, in French, what could not go back.

    The loser is what it was, where it was. The winner gives back what it took; a field that somebody changed since
    stays as it is. Raises TransitionRefused, and ChangedMeanwhile, as `merge`.
    """
    winner, loser = merged.winner, merged.loser
    if not isinstance(winner, Sheet) or not isinstance(loser, Sheet):
        raise TransitionRefused("Une des deux fiches n’existe plus.")
    first, second, _ = _locked(winner, loser)
    standing = Merge.objects.select_for_update().filter(pk=merged.pk).standing().first()
    if standing is None or second.status != Status.MERGED:
        raise TransitionRefused("Cette fusion est déjà défaite.")
    if first.status == Status.MERGED:
        raise TransitionRefused(
            f"«\u00a0{first.title_text}\u00a0» a rejoint à son tour «\u00a0{first.merged_into}\u00a0»\u00a0: "
            "défaites d’abord cette fusion-là."
        )
    _check_territory(by, first)  # what the other had, and where it lay by it, may be with this one
    if seen is not None and seen != newest_of(first, second):
        raise ChangedMeanwhile(
            "La fiche gardée vient de changer\u00a0: voici ce qui lui serait repris maintenant."
        )
    second.status, second.merged_into = standing.loser_status, None
    second.save(update_fields=["status", "merged_into"])
    left = _part(standing, first, second)
    again = type(second)._default_manager.filter(pk__in=standing.flattened, merged_into=first.pk)
    again.update(merged_into=second.pk)
    hand_back(loser=second, winner=first, handed=standing.moved.get("proposals", {}))
    title = second.title_text
    _tell_history(
        first, Revision.Action.UNMERGE, by, f"«\u00a0{title}\u00a0» est de nouveau une fiche à part."
    )
    _tell_history(
        second, Revision.Action.UNMERGE, by, f"N’est plus fusionnée avec «\u00a0{first.title_text}\u00a0»."
    )
    standing.winner_before, standing.winner_after, standing.loser_before, standing.moved = {}, {}, {}, {}
    standing.undone_at, standing.undone_by = timezone.now(), by.user
    standing.save()
    second.refresh()
    first.refresh()
    mails.tell_unmerged(winner=first, loser=second)
    return left


def _part(standing: Merge, winner: Any, loser: Any) -> list[str]:
    """Take back from the winner what it took, and give it to the loser."""
    data, _ = to_undo(standing, winner)
    try:
        left: list[str] = winner.give_back(loser, data, standing.loser_before, standing.moved)
    except ValidationError as error:
        raise TransitionRefused(f"Cette fusion ne peut pas être défaite. {faults(winner, error)}") from error
    return left
