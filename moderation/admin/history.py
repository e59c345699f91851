"""What changed between two versions of a sheet, in words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from moderation.models import Revision

# Shorter values are shown whole, before and after: a difference word by word would be harder to read.
LONG = 80  # characters


@dataclass(frozen=True)
class Piece:
    """A run of words that stayed (`same`), went (`removed`) or came (`added`)."""

    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    """What changed in one field: whole values that went and came, or a text word by word."""

    label: str
    removed: Sequence[str] = ()
    added: Sequence[str] = ()
    pieces: Sequence[Piece] = ()


@dataclass(frozen=True)
class Version:
    """One line of the history."""

    revision: Revision
    changes: Sequence[Change]
    is_first: bool


class SnapshotReader:
    """Puts the JSON of snapshots into words. A kind of sheet extends it for the fields that only it has."""

    labels: dict[str, str] = {}
    """Names of what is no field of the model, or is better called otherwise."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model

    def prepare(self, snapshots: Iterable[dict[str, Any]]) -> None:
        """Fetch at once what reading these snapshots needs."""

    def label(self, name: str) -> str:
        """Return what a field is called."""
        if name in self.labels:
            return self.labels[name]
        try:
            return str(getattr(self.model._meta.get_field(name), "verbose_name", name))
        except FieldDoesNotExist:
            return name

    def read(self, name: str, value: Any) -> list[str]:
        """Return a value as texts: none for an empty one, several for a list."""
        if value in (None, "", [], {}):
            return []
        if isinstance(value, list):
            return [self.read_item(name, item) for item in value]
        return [self.read_item(name, value)]

    def read_item(self, name: str, item: Any) -> str:
        """Return one value as text: the label of a choice, a link with its title, or the value itself."""
        if isinstance(item, dict) and "url" in item:
            return f"{item['title']} ({item['url']})" if item.get("title") else str(item["url"])
        if isinstance(item, dict):
            return ", ".join(str(value) for value in item.values() if value not in (None, ""))
        try:
            choices = dict(getattr(self.model._meta.get_field(name), "choices", None) or [])
        except FieldDoesNotExist:
            choices = {}
        return str(choices.get(item, item))


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


def changes(reader: SnapshotReader, before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    """Return what differs from one snapshot to the next, in the order of the newer one."""
    names = [*after, *(name for name in before if name not in after)]
    return [
        _change(reader, name, before.get(name), after.get(name))
        for name in names
        if before.get(name) != after.get(name)
    ]


def _change(reader: SnapshotReader, name: str, before: Any, after: Any) -> Change:
    removed, added = reader.read(name, before), reader.read(name, after)
    label = reader.label(name)
    if isinstance(before, str) and isinstance(after, str) and max(len(before), len(after)) > LONG:
        return Change(label, pieces=word_by_word(before, after))
    return Change(
        label,
        removed=[text for text in removed if text not in added],
        added=[text for text in added if text not in removed],
    )


def word_by_word(before: str, after: str) -> list[Piece]:
    """Return the words that stayed, went and came; long runs that stayed are shortened in their middle."""
    old, new = re.findall(r"\s*\S+\s*", before), re.findall(r"\s*\S+\s*", after)
    pieces: list[Piece] = []
    for operation, i1, i2, j1, j2 in SequenceMatcher(None, old, new).get_opcodes():
        if operation == "equal":
            pieces.append(Piece("same", _shortened(old[i1:i2])))
            continue
        if i2 > i1:
            pieces.append(Piece("removed", "".join(old[i1:i2])))
        if j2 > j1:
            pieces.append(Piece("added", "".join(new[j1:j2])))
    return pieces


def _shortened(words: list[str], kept: int = 16) -> str:
    """Return words, those in the middle left out when there are more than twice `kept`."""
    if len(words) <= 2 * kept:
        return "".join(words)
    return "".join(words[:kept]) + " […] " + "".join(words[-kept:])
