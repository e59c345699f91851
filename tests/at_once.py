"""Two things at the same moment, each in its own connection to the database."""

from collections.abc import Callable
from threading import Event, Thread
from time import sleep

from django.db import connection, connections

LATE = 30  # seconds after which one is said to wait for ever
SOON = 2  # seconds that one waits for the other: PostgreSQL finds a circle after one


class Meeting:
    """A point where two threads wait for each other, if not for ever: one may rightly wait for the other elsewhere."""

    def __init__(self) -> None:
        self._here, self._there = Event(), Event()

    def first(self) -> None:
        """Say that the first one is here, and wait for the second."""
        self._here.set()
        self._there.wait(SOON)

    def second(self) -> None:
        """Say that the second one is here, and wait for the first."""
        self._there.set()
        self._here.wait(SOON)


def until_somebody_waits() -> None:
    """Sleep until a transaction waits for a lock of another one of this database, if not for ever."""
    with connection.cursor() as cursor:
        for _ in range(SOON * 50):
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.rowcount:
                return
            sleep(0.02)


def at_once(*acts: Callable[[], object]) -> list[Exception]:
    """Do these things at the same moment; return what went wrong, TimeoutError for what did not end."""
    faults: list[Exception] = []

    def go(act: Callable[[], object]) -> None:
        try:
            act()
        except Exception as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [Thread(target=go, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LATE)
        if thread.is_alive():
            faults.append(TimeoutError(f"{thread.name} has not ended"))
    return faults
