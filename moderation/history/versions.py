"""The versions of a sheet as moderators read them: all of them, each compared with the one before."""

from collections.abc import Sequence
from dataclasses import dataclass

from moderation.history.differences import Change
from moderation.history.reading import SnapshotReader, changes
from moderation.models import Revision


@dataclass(frozen=True)
class Version:
    """One line of the history."""

    revision: Revision
    changes: Sequence[Change]
    is_first: bool
    is_compared: bool = True
    """Whether there is an earlier version left to compare with; what was erased shows in no comparison."""


def versions(reader: SnapshotReader, revisions: Sequence[Revision], *, complete: bool) -> list[Version]:
    """Return the lines of a history, newest first.

    Each is compared with the next in the list whose content is not erased; `complete` says that the list ends with
    the very first revision, otherwise its last one only serves to compare.
    """
    reader.prepare(revision.data for revision in revisions if not revision.is_erased)
    lines: list[Version] = []
    older: Revision | None = None
    for revision in reversed(revisions):
        if revision.is_erased:
            lines.append(Version(revision, [], is_first=False, is_compared=False))
            continue
        found = changes(reader, older.data, revision.data) if older else []
        lines.append(Version(revision, found, is_first=False, is_compared=older is not None))
        older = revision
    if complete and lines and not revisions[-1].is_erased:
        lines[0] = Version(revisions[-1], [], is_first=True)
    return lines[::-1] if complete else lines[:0:-1]
