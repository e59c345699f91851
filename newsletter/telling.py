"""What is kept of a subscription, in lines that a person reads."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from contributors.typography import day_in_words

# What nothing means, by the names of what is held.
_NOTHING = {
    "territoires": "toute la France",
    "thèmes": "tous",
    "rubriques": "toutes",
    "lettres envoyées": "aucune encore",
}


def in_lines(held: Mapping[str, Any]) -> list[str]:
    """Return one line for each thing that is held, without those that say nothing."""
    told = {name: _said(value) or _NOTHING.get(name, "") for name, value in held.items()}
    return [f"{name}\u00a0: {said}" for name, said in told.items() if said]


def _said(value: Any) -> str:
    if isinstance(value, datetime):
        return day_in_words(timezone.localdate(value))
    if isinstance(value, date):
        return day_in_words(value)
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {said}" for name, one in value.items() if (said := _said(one)))
    if isinstance(value, list):
        return "\u202f; ".join(map(_said, value))
    if isinstance(value, bool):
        return "oui" if value else "non"
    return str(value or "")
