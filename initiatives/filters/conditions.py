"""Filters as conditions of SQL, on listings or on pins: both have `keys`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Condition:
    """An SQL condition with its parameters."""

    sql: str
    params: tuple[Any, ...] = ()

    def __and__(self, other: "Condition") -> "Condition":
        return Condition(f"{self.sql} AND {other.sql}", self.params + other.params)


EVERY = Condition("true")
WITH_KEYS = "keys @> %s"  # all of some keys


def with_keys(groups: Sequence[Sequence[str]]) -> Condition:
    """Return the condition to have one key of each group."""
    required = [group[0] for group in groups if len(group) == 1]
    condition = Condition(WITH_KEYS, (required,)) if required else EVERY
    for group in groups:
        if len(group) > 1:
            condition &= Condition("keys && %s", (list(group),))
    return condition


def with_text(query: str) -> Condition:
    """Return the condition for a listing to answer a text query of PostgreSQL."""
    return Condition("search @@ %s::tsquery", (query,))
