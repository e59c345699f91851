"""Statements that pages ask again and again: PostgreSQL plans each once for a connection, then only runs it.

Planning what a sheet shows of eight tables takes seven times as long as reading it. Such a statement is fixed, its
values are parameters, and the best plan does not depend on them.
"""

from collections.abc import Sequence
from typing import Any
from weakref import WeakSet

import psycopg
from django.db import InterfaceError, OperationalError, connection
from django.db.backends.utils import CursorWrapper

Row = tuple[Any, ...]

# Left alone, it plans again each time that the values at hand look cheaper than any: a list of one key always did.
PLAN_ONCE = "SET plan_cache_mode = force_generic_plan"
# The connections that were told so.
_told: WeakSet[Any] = WeakSet()


class _Prepared(psycopg.Cursor[Row]):
    """A cursor that prepares what it is asked; Django's own put values into the text, a new one each time."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> "_Prepared":
        return super().execute(query, params, prepare=True, **options)


def fetch(sql: str, params: Sequence[Any] = ()) -> list[Row]:
    """Return the rows of a fixed statement; errors are those that Django's cursors raise."""
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    # A log of queries, in tests, holds values too: Django's own cursor writes it.
    with connection.cursor() if connection.queries_logged else _wrapped() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def _wrapped() -> CursorWrapper:
    # In a transaction, it would be undone with what fails: the next statement says it.
    if connection.connection not in _told and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute(PLAN_ONCE)
        _told.add(connection.connection)
    return connection.make_cursor(_Prepared(connection.connection))  # type: ignore[arg-type]  # the stubs know one class


def fetch_first(sql: str) -> list[Row]:
    """Return the rows of a fixed statement, the first one of a request, which tells that the connection still works.

    Django would ask `SELECT 1` before; where the connection is lost, a new one is opened, as Django does.
    """
    database: Any = connection  # the stubs do not know of checks
    if database.in_atomic_block or database.health_check_done:
        return fetch(sql)
    database.health_check_done = True
    try:
        return fetch(sql)
    except (InterfaceError, OperationalError):
        database.close()
        return fetch(sql)
