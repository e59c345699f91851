"""Bringing in line what the public reads of some sheets: the way to the SQL function that alone writes it."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import connection

# Sheets in one statement: with so few, even the worst plan, every sheet against every other, is quick.
REFRESHED = 1000


def batched(numbers: Iterable[int], size: int) -> Iterator[list[int]]:
    """Yield lists of at most `size` numbers."""
    rest = iter(numbers)
    while some := list(islice(rest, size)):
        yield some


def refresh_projection(initiatives: Iterable[int]) -> None:
    """Write again what the public reads of these initiatives (primary keys); idempotent, set-based."""
    with connection.cursor() as cursor:
        for some in batched(initiatives, REFRESHED):
            cursor.execute("SELECT initiatives_refresh(%s::bigint[])", [some])
