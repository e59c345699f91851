"""The history of a published sheet as everybody reads it.

All steps are told; what changed, only between two versions that were public. A version is public when the sheet was
published after that step: what a proposal said before it was published, and what was written while the sheet was down
and taken back, is nobody's to read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils.timezone import localtime

from contributors.typography import day_in_words
from moderation.actions import MOVES
from moderation.history.differences import Change
from moderation.history.reading import SnapshotReader, changes
from moderation.models import Revision, Sheet, Status

Action = Revision.Action
# Whether the sheet is published after each step; the others leave it as it was. So does a merge: of the two sheets, one
# stays public, and nobody reads the other until the merge is undone, which brings it back where it was.
LEAVES_PUBLIC: dict[str, bool] = {
    Action.SUBMIT: False,
    Action.IMPORT: True,
    **{action: target == Status.PUBLISHED for action, (_, target) in MOVES.items()},
}
# Steps that only change what a sheet says: to say that nothing changed makes sense of these.
WRITING = {Action.AMEND, Action.REVERT, Action.RESTORE}


@dataclass(frozen=True)
class PublicVersion:
    """One line of the history, for everybody."""

    revision: Revision
    changes: Sequence[Change] = ()
    remark: str = ""
    """Why no change is shown, where one could expect one."""


class Step(NamedTuple):
    """One revision among all, and the public version that it is compared with."""

    number: int
    action: str
    is_public: bool
    is_erased: bool
    before: int | None


@dataclass
class PublicHistory:
    """The lines of a published sheet, newest first, for Django's paginator: all steps are one query, a page another."""

    sheet: Sheet
    reader: SnapshotReader
    steps: list[Step] = field(init=False)

    def __post_init__(self) -> None:
        """Read all steps, without what they say."""
        erased = ExpressionWrapper(Q(data={}), output_field=BooleanField())
        rows = Revision.objects.about(self.sheet).order_by("pk").annotate(erased=erased)
        found = list(rows.values_list("pk", "action", "erased"))
        self.steps = list(_steps(found, now_public=self.sheet.is_published))[::-1]

    def __len__(self) -> int:
        return len(self.steps)

    def __getitem__(self, ranks: slice) -> list[PublicVersion]:
        steps = self.steps[ranks]
        numbers = {step.number for step in steps} | {step.before for step in steps if step.before}
        revisions = Revision.objects.defer("note", "user").in_bulk(numbers)
        steps = [step for step in steps if step.number in revisions]  # the others were deleted this instant
        self.reader.prepare(self._compared(steps, revisions))
        return [self._version(step, revisions) for step in steps]

    @staticmethod
    def _compared(steps: Sequence[Step], revisions: dict[int, Revision]) -> list[dict[str, Any]]:
        """Return the snapshots that are read."""
        numbers = {number for step in steps if step.before for number in (step.number, step.before)}
        return [revisions[number].data for number in sorted(numbers) if number in revisions]

    def _version(self, step: Step, revisions: dict[int, Revision]) -> PublicVersion:
        revision, before = revisions[step.number], revisions.get(step.before or 0)
        if step.is_erased:
            when = f" le {day_in_words(localtime(revision.erased_at))}" if revision.erased_at else ""
            return PublicVersion(revision, remark=f"Le contenu de cette version a été effacé{when}.")
        if before is None:
            return PublicVersion(revision)
        found = changes(self.reader, before.data, revision.data)
        same = not found and step.action in WRITING
        return PublicVersion(revision, found, "Rien n’a changé dans ce que la fiche montre." if same else "")


def _steps(rows: Sequence[tuple[int, str, bool]], *, now_public: bool) -> Iterator[Step]:
    """Yield the steps, the first one first, from their numbers, actions, and whether their content was erased."""
    public, before = _public_at_first([action for _, action, _ in rows], now_public=now_public), None
    for number, action, is_erased in rows:
        public = LEAVES_PUBLIC.get(action, public)
        compared = public and not is_erased
        yield Step(number, action, public, is_erased, before if compared else None)
        if compared:
            before = number


def _public_at_first(actions: Sequence[str], *, now_public: bool) -> bool:
    """Return whether the sheet was public before the first step that is known: a bulk load keeps none.

    The first step that moves it tells from where it came; without any, it has always been where it is now.
    """
    moving = next((action for action in actions if action in LEAVES_PUBLIC), None)
    if moving is None:
        return now_public
    return moving in MOVES and MOVES[moving][0] == {Status.PUBLISHED}
