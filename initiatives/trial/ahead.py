"""Batches of rows made ahead of time: by another process while the database takes in the last one, or all into files.

The process is spawned: it imports this package only, neither Django's settings nor a connection. Files are for trials
of how fast the database takes rows in, whatever making them costs.
"""

import multiprocessing
import pickle
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

from initiatives.trial import sheets
from initiatives.trial.sheets import Batch, Country

DEPTH = 2  # batches asked for and not yet taken: about 40 MB each


class Order(NamedTuple):
    """Which rows to make: the number of the first sheet, and the primary keys to give."""

    start: int
    initiatives: list[int]
    actors: list[int]


def batches(
    country: Country, orders: Iterable[Order], *, alone: bool = False
) -> Iterator[tuple[Order, Batch]]:
    """Yield each order with its rows; `alone` makes them in this process, for a load that is not worth another."""
    if alone:
        for order in orders:
            yield order, sheets.make(country, *order)
        return
    waiting: deque[tuple[Order, Future[Batch]]] = deque()
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context, initializer=_begin, initargs=(country,)) as maker:
        for order in orders:
            waiting.append((order, maker.submit(_make, order)))
            if len(waiting) > DEPTH:
                yield _taken(waiting)
        while waiting:
            yield _taken(waiting)


def prepare(country: Country, orders: Iterable[Order], folder: Path) -> None:
    """Make the rows of all orders, each into a file of a folder."""
    folder.mkdir(parents=True)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(mp_context=context, initializer=_begin, initargs=(country,)) as makers:
        waiting = [makers.submit(_write, order, folder / f"{order.start}.pickle") for order in orders]
        for written in waiting:
            written.result()


def prepared(folder: Path) -> Iterator[tuple[Order, Batch]]:
    """Yield the orders and rows that `prepare` made, and remove each file."""
    for path in sorted(folder.iterdir(), key=lambda path: int(path.stem)):
        yield pickle.loads(path.read_bytes())  # noqa: S301 our own file
        path.unlink()
    folder.rmdir()


def _write(order: Order, path: Path) -> None:
    path.write_bytes(pickle.dumps((order, _make(order))))


def _taken(waiting: deque[tuple[Order, Future[Batch]]]) -> tuple[Order, Batch]:
    order, batch = waiting.popleft()
    return order, batch.result()


_countries: list[Country] = []  # the one of this process, in the process that makes rows


def _begin(country: Country) -> None:
    _countries[:] = [country]


def _make(order: Order) -> Batch:
    return sheets.make(_countries[0], *order)
