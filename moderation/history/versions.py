"""The versions of a sheet as moderators read them: all of them, each compared with the one before."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from moderation.history.differences import Change
from moderation.history.reading import SnapshotReader, changes
from moderation.models import Revision


@dataclass(frozen=True)
class Version:
    """One line of the history."""

    revision: Revision
    changes: Sequence[Change]
    is_first: bool


def versions(reader: SnapshotReader, revisions: Sequence[Revision], *, complete: bool) -> list[Version]:
    """Return the lines of a history, newest first.

    Each is compared with the next in the list; `complete` says that the list ends with the very first revision,
    otherwise its last one only serves to compare.
    """
    reader.prepare(revision.data for revision in revisions)
    lines = [
        Version(newer, changes(reader, older.data, newer.data), is_first=False)
        for newer, older in pairwise(revisions)
    ]
    if complete and revisions:
        lines.append(Version(revisions[-1], [], is_first=True))
    return lines
