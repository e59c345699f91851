"""What a proposal wants, field by field, beside what the sheet says now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from moderation.editing import told
from moderation.history import Change
from moderation.models import Proposal, Revision, Sheet

Changes = Mapping[
    str, Mapping[str, Any]
]  # of each field: what it held (`before`), what it should hold (`after`)


@dataclass(frozen=True)
class Wish:
    """One field of a proposal, as a moderator decides about it."""

    name: str
    change: Change
    """From what the form was opened on to what is proposed."""
    meanwhile: Change | None
    """What somebody else changed in that field since, or None."""
    is_done: bool
    """Whether the sheet says that already."""

    @property
    def told(self) -> list[Change]:
        """The change, as components/changes.html takes it."""
        return [self.change]

    @property
    def told_meanwhile(self) -> list[Change]:
        """What somebody else changed, in the same way."""
        return [self.meanwhile] if self.meanwhile else []


def newest_version(sheet: Sheet) -> int:
    """Return the number of the last revision of a sheet, 0 when it has none."""
    return Revision.objects.about(sheet).values_list("pk", flat=True).first() or 0


def read_version(text: str) -> int:
    """Return the number of a version as a page sent it back; -1, which no sheet has, when it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else -1


def newest_versions(sheets: Sequence[Sheet]) -> list[tuple[int, int]]:
    """Return the number of each of these sheets of one kind, and of its last revision, 0 when it has none."""
    numbers = [sheet.pk for sheet in sheets]
    kept = Revision.objects.filter(content_type=sheets[0].content_type(), object_id__in=numbers).order_by()
    newest = dict(kept.values_list("object_id").annotate(Max("pk")))
    return [(number, newest.get(number, 0)) for number in numbers]


def wishes(proposal: Proposal, sheet: Sheet) -> list[Wish]:
    """Return what a proposal wants, field by field, beside what the sheet says now."""
    return wishes_of(sheet, proposal.changes)


def wishes_of(sheet: Sheet, changes: Changes) -> list[Wish]:
    """Return what these changes want, field by field, beside what the sheet says now."""
    before = {name: change["before"] for name, change in changes.items()}
    after = {name: change["after"] for name, change in changes.items()}
    now = {name: value for name, value in sheet.snapshot().items() if name in changes}
    wanted = told(sheet, before, after)
    meanwhile = told(sheet, before, now)
    return [
        Wish(
            name=name,
            change=change,
            meanwhile=None if now.get(name) == after[name] else meanwhile.get(name),
            is_done=now.get(name) == after[name],
        )
        for name, change in wanted.items()
    ]
