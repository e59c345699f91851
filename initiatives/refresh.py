"""Bringing in line what the public reads of some sheets: the way to the SQL function that alone writes it."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import connection

# Sheets in one statement: with so few, even the worst plan, every sheet against every other, is quick.
REFRESHED = 2000


def batched(numbers: Iterable[int], size: int) -> Iterator[list[int]]:
    """Yield lists of at most `size` numbers."""
    rest = iter(numbers)
    while some := list(islice(rest, size)):
        yield some


def refresh_projection(initiatives: Iterable[int], *, first_position: int | None = None) -> None:
    """Write again what the public reads of these initiatives (primary keys); idempotent, set-based.

    New ones take the next positions, or those from `first_position` on, which a bulk load has reserved.
    """
    with connection.cursor() as cursor:
        for number, some in enumerate(batched(initiatives, REFRESHED)):
            first = None if first_position is None else first_position + number * REFRESHED
            cursor.execute("SELECT initiatives_refresh(%s::bigint[], %s::int)", [some, first])
