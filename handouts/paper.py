"""What fills several pages of paper."""

from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


def parted(items: Sequence[Item], per_page: int) -> list[Sequence[Item]]:
    """Return the items in order, in groups of `per_page`, the last one maybe shorter."""
    return [items[start : start + per_page] for start in range(0, len(items), per_page)]
