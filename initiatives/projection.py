"""Listings and pins of very many sheets, written beside the sheets themselves.

    with Projection() as projection:
        for batch in batches:
            with transaction.atomic():
                … rows of the batch by COPY …
            projection.add(numbers)

While a batch comes in by one connection, those before it are projected by others: two cores work. Nothing is counted
meanwhile: `rebuild_counts` comes after.
"""

import queue
import threading
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from django.db import connection, transaction

from initiatives import bulk
from initiatives.models import (
    Actor,
    Initiative,
    InitiativeTheme,
    Location,
    Participation,
    TaggedInitiative,
)
from initiatives.refresh import refresh_projection

# What `initiatives_refresh` reads. PostgreSQL plans by what it knew of a table: of one that was nearly empty before the
# load, that looking through it whole is cheap.
READ = (Initiative, InitiativeTheme, Location, TaggedInitiative, Participation, Actor)
PROJECTING = 2  # connections: projecting a sheet takes five times as long as writing it
WAITING = 2  # batches at most: the first connection waits for the others rather than fill the memory
# The numbers may be taken in turns with somebody who publishes.
RESERVE = "SELECT min(n), max(n) FROM (SELECT nextval('initiatives_position') AS n FROM generate_series(1, %s)) AS t"


class Projection:
    """Projects batches of published sheets; in lists, they are in the order in which they are added."""

    def __init__(self) -> None:
        self._batches: queue.Queue[tuple[list[int], int] | None] = queue.Queue(WAITING)
        self._error: BaseException | None = None
        self._threads = [
            threading.Thread(target=self._run, name=f"projection-{number}", daemon=True)
            for number in range(PROJECTING)
        ]
        self._has_learnt = False

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def add(self, initiatives: Sequence[int]) -> None:
        """Project these sheets (primary keys), which are committed; raises what went wrong with those before."""
        self._raise()
        if not self._has_learnt:
            bulk.learn(models=READ)
            self._has_learnt = True
        self._batches.put((list(initiatives), _reserve_positions(len(initiatives))))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wait for the last batches; raise what went wrong with them."""
        for _ in self._threads:
            self._batches.put(None)
        for thread in self._threads:
            thread.join()
        if error is None:
            self._raise()

    def _raise(self) -> None:
        if self._error is not None:
            raise self._error

    def _run(self) -> None:
        try:
            while (batch := self._batches.get()) is not None:
                if self._error is None:
                    self._project(*batch)
        finally:
            connection.close()  # this thread's own

    def _project(self, batch: list[int], first_position: int) -> None:
        try:
            project_in_bulk(batch, first_position)
        except BaseException as error:  # told to whoever adds the next batch
            self._error = error


def _reserve_positions(size: int) -> int:
    """Take so many successive positions; return the first."""
    while True:
        with connection.cursor() as cursor:
            cursor.execute(RESERVE, [size])
            first, last = cursor.fetchone()
        if last - first == size - 1:
            return int(first)


@transaction.atomic
def project_in_bulk(initiatives: list[int], first_position: int) -> None:
    """Write listings and pins of sheets that have none yet, and count nothing: `rebuild_counts` does, later.

    In lists they have the positions from `first_position` on, in the order of their publication.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('initiatives.bulk', 'on', true)")
    refresh_projection(initiatives, first_position=first_position)
