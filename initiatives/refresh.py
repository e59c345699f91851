"""Bringing in line what the public reads of sheets: the way to the SQL functions that alone write it."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.conf import settings
from django.db import connection

# Sheets in one statement: with so few, even the worst plan, every sheet against every other, is quick.
REFRESHED = 2000
NEXT_ACTORS = "SELECT id FROM initiatives_actor WHERE id > %s ORDER BY id LIMIT %s"


def batched(numbers: Iterable[int], size: int) -> Iterator[list[int]]:
    """Yield lists of at most `size` numbers."""
    rest = iter(numbers)
    while some := list(islice(rest, size)):
        yield some


def refresh_projection(initiatives: Iterable[int], *, first_position: int | None = None) -> None:
    """Write again what the public reads of these initiatives (primary keys); idempotent, set-based.

    New ones take the next positions, or those from `first_position` on, which a bulk load has reserved. The actors that
    they name, or named, are listed again too, but in a bulk load: `refresh_all_actors` does it once, afterwards.
    """
    with connection.cursor() as cursor:
        for number, some in enumerate(batched(initiatives, REFRESHED)):
            first = None if first_position is None else first_position + number * REFRESHED
            cursor.execute(
                "SELECT initiatives_refresh_with_actors(%s::bigint[], %s::int, %s)", [some, first, _shown()]
            )


def refresh_actors(actors: Iterable[int]) -> None:
    """Write again what the public list says of these actors (primary keys); idempotent, set-based."""
    with connection.cursor() as cursor:
        for some in batched(actors, REFRESHED):
            cursor.execute("SELECT initiatives_refresh_actors(%s::bigint[], %s)", [some, _shown()])


def refresh_all_actors() -> None:
    """Write again what the public list says of all actors, some at a time."""
    last: int | None = 0
    while last is not None:
        last = refresh_actors_after(last)


def refresh_actors_after(last: int) -> int | None:
    """Write again what the public list says of the next actors after this one; return the last, or None: no more."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT_ACTORS, [last, REFRESHED])
        some = [number for (number,) in cursor.fetchall()]
    refresh_actors(some)
    return some[-1] if some else None


def _shown() -> bool:
    """Return whether relations count that one side alone declares."""
    return bool(settings.SHOW_DECLARED_RELATIONS)
