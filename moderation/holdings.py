"""What applications above keep beside sheets and about persons: told here, for erasing, exporting and purging.

An application tells its own when it starts: `holdings.register("contact", HOLDING)` in its `ready()`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from contributors.models import Contributor


@dataclass(frozen=True)
class Holding:
    """What one application keeps."""

    export: Callable[[Contributor], dict[str, Any]]
    """Return what is held about a person, as `moderation.exporting.export_of` does."""
    forget: Callable[[ContentType, Sequence[int]], None] = lambda content_type, numbers: None
    """Delete all that is kept about the sheets of these numbers, of one kind, in the transaction that erases them."""
    follow: Callable[[Model], None] = lambda sheet: None
    """Derive again what depends on a sheet that just changed, in what it says or its status; in its transaction."""
    forget_person: Callable[[Contributor, datetime], int] = lambda contributor, until: 0
    """Blank what a person wrote until this moment, and end what waits; return how many things had to stay, and wait
    for moderators. In a transaction."""
    purge: Callable[[], dict[str, int]] = dict
    """Delete or blank what is out of date; return how many of each."""
    erase_again: Callable[[Model], bool] = lambda found: False
    """Erase what the list of erasures names and a backup brought back, if it is its own; return whether it was."""


_HOLDINGS: dict[str, Holding] = {}


def register(name: str, holding: Holding) -> None:
    """Take what the application of this name keeps."""
    _HOLDINGS[name] = holding


def forget(content_type: ContentType, numbers: Sequence[int]) -> None:
    """Delete all that applications above keep about these sheets, before they are deleted."""
    for holding in _HOLDINGS.values():
        holding.forget(content_type, numbers)


def follow(sheet: Model) -> None:
    """Tell applications above that a sheet changed, or where it stands."""
    for holding in _HOLDINGS.values():
        holding.follow(sheet)


def forget_person(contributor: Contributor, until: datetime) -> int:
    """Blank what a person wrote in applications above until this moment; return how many things had to stay."""
    return sum(holding.forget_person(contributor, until) for holding in _HOLDINGS.values())


def export(contributor: Contributor) -> dict[str, Any]:
    """Return what applications above hold about a person, under French names."""
    return {
        name: value for holding in _HOLDINGS.values() for name, value in holding.export(contributor).items()
    }


def erase_again(found: Model) -> bool:
    """Erase what a backup brought back, if an application above knows it; return whether one did."""
    return any(holding.erase_again(found) for holding in _HOLDINGS.values())


def purge() -> dict[str, int]:
    """Purge what applications above keep too long; return how many of each."""
    return {name: count for holding in _HOLDINGS.values() for name, count in holding.purge().items()}
