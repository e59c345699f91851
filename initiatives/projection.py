"""Listings and pins of very many sheets, written beside the sheets themselves.

    with Projection() as projection:
        for batch in batches:
            with transaction.atomic():
                … rows of the batch by COPY …
            projection.add(numbers)

While a batch comes in by one connection, the one before it is projected by another: two cores work. Nothing is counted
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
WAITING = 2  # batches at most: the first connection waits for the second rather than fill the memory


class Projection:
    """Projects batches of published sheets in the order in which they are added."""

    def __init__(self) -> None:
        self._batches: queue.Queue[list[int] | None] = queue.Queue(WAITING)
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="projection", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def add(self, initiatives: Sequence[int]) -> None:
        """Project these sheets (primary keys), which are committed; raises what went wrong with those before."""
        self._raise()
        self._batches.put(list(initiatives))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wait for the last batch; raise what went wrong with it."""
        self._batches.put(None)
        self._thread.join()
        if error is None:
            self._raise()

    def _raise(self) -> None:
        if self._error is not None:
            raise self._error

    def _run(self) -> None:
        try:
            known = False
            while (batch := self._batches.get()) is not None:
                if not known:
                    bulk.learn(models=READ)
                    known = True
                if self._error is None:
                    self._project(batch)
        finally:
            connection.close()  # this thread's own

    def _project(self, batch: list[int]) -> None:
        try:
            project_in_bulk(batch)
        except BaseException as error:  # told to whoever adds the next batch
            self._error = error


@transaction.atomic
def project_in_bulk(initiatives: list[int]) -> None:
    """Write listings and pins of sheets that have none yet, and count nothing: `rebuild_counts` does, later."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('initiatives.bulk', 'on', true)")
    refresh_projection(initiatives)
