"""What an address holds, made safe to look up: any value is possible there."""

from collections.abc import Iterable
from typing import Any

from django.http import QueryDict

from contributors.cleaning import clean_line
from moderation.models import Sheet

MAX_VALUES = 20  # values read of one repeated parameter
MAX_REPEATS = 500  # of which so many are looked at, to find the different ones
VALUE_LENGTH = 100  # characters: no slug and no code is longer


def value(query: QueryDict, name: str, length: int = VALUE_LENGTH) -> str:
    """Return a parameter as one clean line, cut at `length` characters; "" when it is not there."""
    given = query.get(name, "")
    return clean_line(given[: 10 * length])[:length] if given else ""


def values(query: QueryDict, name: str) -> list[str]:
    """Return the first different values of a repeated parameter."""
    given = dict.fromkeys(query.getlist(name)[:MAX_REPEATS])
    return [clean_line(text[:VALUE_LENGTH]) for text in given][:MAX_VALUES]


def sheet_at(query: QueryDict, name: str, kind: type[Sheet]) -> Any:
    """Return the sheet of a kind that has a page at the address that a parameter holds, or None."""
    slug = value(query, name)
    return kind._default_manager.at(slug) if slug else None


def known(given: list[str], allowed: Iterable[str]) -> tuple[str, ...]:
    """Return the values that exist, in the order of the list of choices."""
    return tuple(choice for choice in allowed if choice in given)
