"""What every way of finding answers."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

CEILING = 10_000  # counts are exact up to here, and pages stop here (architecture.md, "Addresses")
WORDS_CEILING = 1_000  # the same for meetings and analyses that have some words, whose index holds no counts
NEAREST = 1_000  # of a large set sorted by distance, or seen through a wide view, only the first are reached
TAGS = "tag:"  # stands for the commonest tags, where counts are asked for


class Hit(NamedTuple):
    """One sheet found: the number of the initiative, and its distance in kilometres when sorted by it."""

    initiative: int
    km: float | None = None


class Found(Protocol):
    """The sheets that pass."""

    @property
    def count(self) -> int:
        """How many: exact up to `CEILING`, `CEILING + 1` for more."""

    @property
    def reach(self) -> int:
        """How many of them pages lead to."""

    def hits(self, start: int, stop: int) -> list[Hit]:
        """Return those of these ranks, in the order asked for."""

    def counts(self, keys: Sequence[str]) -> dict[str, int]:
        """Return how many of them have each of these keys; `TAGS` for the commonest tags. Zeros are left out.

        Of the sheets of a territory, only territories inside it may be asked.
        """
