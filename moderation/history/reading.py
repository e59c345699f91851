"""Snapshots in words: for moderators whole, for the public without what was never theirs or may be theirs no more."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from contributors.typography import day_in_words, typo
from moderation.history.differences import LONG, Change, gone, word_by_word

# Somebody's address or number in the middle of a text: the history would keep it for ever, whatever the sheet says now.
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\d+])(?:(?:\+|00)33|0)[\s.()/-]{0,3}(?:0\))?\s?[1-9](?:[\s./-]?\d{2}){4}(?!\d)")


class SnapshotReader:
    """Puts the JSON of snapshots into words. A kind of sheet extends it for the fields that only it has."""

    labels: dict[str, str] = {}
    """Names of what is no field of the model, or is better called otherwise."""
    unsaid: frozenset[str] = frozenset({"phone", "email"})
    """What the public is only told that it changed: the sheet alone says what may still be read."""

    def __init__(self, model: type[models.Model], *, public: bool) -> None:
        """Read for the `public`, or for moderators."""
        self.model = model
        self.public = public

    def prepare(self, snapshots: Iterable[dict[str, Any]]) -> None:
        """Fetch at once what reading these snapshots needs."""

    def label(self, name: str) -> str:
        """Return what a field is called."""
        if name in self.labels:
            return self.labels[name]
        return str(getattr(self._field(name), "verbose_name", name))

    def rank(self, name: str) -> int:
        """Return where a field comes in a list of changes: after all others, if the model has none of this name."""
        fields = [field.name for field in (*self.model._meta.fields, *self.model._meta.many_to_many)]
        return fields.index(name) if name in fields else len(fields)

    def change(self, name: str, before: Any, after: Any) -> Change | None:
        """Return what changed from one value of a field to another, which differ; None if the reader sees nothing."""
        label = self.label(name)
        if self.public and self._is_unsaid(name):
            return self.untold(name, before, after)
        if self.public and name not in self.labels and self._field(name) is None:
            return None  # of a time when the sheet had another field, of which nothing is known
        if isinstance(before, str) and isinstance(after, str) and max(len(before), len(after)) > LONG:
            pieces = word_by_word(self.text(before), self.text(after))
            told = any(piece.kind != "same" for piece in pieces)
            return Change(label, pieces=pieces) if told else self.untold(name, before, after)
        removed, added = self.read(name, before), self.read(name, after)
        if self.public and removed == added:
            return self.untold(name, before, after)
        return Change(label, removed=gone(removed, added), added=gone(added, removed))

    def untold(self, name: str, before: Any, after: Any) -> Change:
        """Return a change without its values."""
        gist = "Modification" if before and after else "Ajout" if after else "Retrait"
        return Change(self.label(name), gist=gist)

    def read(self, name: str, value: Any) -> list[str]:
        """Return a value as texts: none for an empty one, several for a list."""
        if value in (None, "", [], {}):
            return []
        items = value if isinstance(value, list) else [value]
        return [self.text(self.read_item(name, item)) for item in items]

    def read_item(self, name: str, item: Any) -> str:
        """Return one value as text: the label of a choice, a link with its title, a date, or the value itself."""
        if isinstance(item, dict) and "url" in item:
            return f"{item['title']} ({item['url']})" if item.get("title") else str(item["url"])
        if isinstance(item, dict):
            return ", ".join(str(value) for value in item.values() if value not in (None, ""))
        field = self._field(name)
        if isinstance(field, models.DateField) and isinstance(item, str):
            return day_in_words(date.fromisoformat(item[:10]))
        choices = dict(getattr(field, "choices", None) or [])
        return str(choices.get(item, item))

    def text(self, text: str) -> str:
        """Return a text as it may be shown: as it was typed to moderators; to the public as pages set it, masked."""
        return typo(masked(text)) if self.public else text

    def _field(self, name: str) -> Any:
        """Return the field of the model of this name, or None."""
        try:
            return self.model._meta.get_field(name)
        except FieldDoesNotExist:
            return None

    def _is_unsaid(self, name: str) -> bool:
        return name in self.unsaid or isinstance(self._field(name), models.EmailField)


def changes(reader: SnapshotReader, before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    """Return what differs from one snapshot to the next, in the order in which the model has its fields.

    JSON of PostgreSQL keeps no order.
    """
    names = sorted({*before, *after}, key=lambda name: (reader.rank(name), name))
    found = (
        reader.change(name, before.get(name), after.get(name))
        for name in names
        if before.get(name) != after.get(name)
    )
    return [change for change in found if change is not None]


def masked(text: str) -> str:
    """Return a text without the e-mails and French telephone numbers that somebody typed into it."""
    return _PHONE.sub("[numéro masqué]", _EMAIL.sub("[adresse masquée]", text))
