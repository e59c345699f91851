"""Bits of the points of the map."""

from collections.abc import Iterator
from itertools import islice

import numpy as np
from django.db import connection

from initiatives.counts.groups import Collected
from initiatives.counts.packing import HEADER, TRAILER, Numbers, chunks, packed, row
from initiatives.counts.reading import integers, numbered
from initiatives.filters.box import CELL_ZOOM
from initiatives.models.listing import ALL, CHUNK_BITS, CHUNK_SIZE

KEYS = """
COPY (SELECT m.rank, array_to_string(p.keys, ' ') FROM initiatives_mappoint AS m
      JOIN initiatives_pin AS p USING (location_id) ORDER BY m.rank) TO STDOUT
"""
CELLS = "SELECT rank, cell FROM initiatives_mappoint ORDER BY rank"
WRITE = "COPY initiatives_mapbits (key, chunk, bits, plain) FROM STDIN (FORMAT BINARY)"
Row = tuple[bytes, int, bytes]  # key, chunk, bits


def rebuild_map_bits(words: Collected) -> None:
    """Make `MapBits` anew; `words` are the ranks of the points on which each frequent word lies."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM initiatives_mapbits")
        cursor.execute("SELECT key FROM initiatives_frequentkey ORDER BY key")
        keys = [ALL.encode(), *(key.encode() for (key,) in cursor.fetchall() if key != ALL)]
    _write(_rows(_of_keys(keys)))
    _write(_rows(words))
    _write(_of_cells(*integers(CELLS, 2)))


def _of_keys(keys: list[bytes]) -> Collected:
    """Return the ranks of the points that have each of these keys."""
    numbers = {key: number for number, key in enumerate(keys)}
    ranks = Collected(keys)
    with connection.cursor() as cursor, cursor.copy(KEYS) as stream:
        while lines := [bytes(line[:-1]).split(b"\t") for line in islice(stream, CHUNK_SIZE)]:
            rows, found = numbered([names for _, names in lines], numbers)
            ranks.add(found, np.array([int(rank) for rank, _ in lines], np.int32)[rows])
    return ranks


def _rows(ranks: Collected) -> Iterator[Row]:
    for key, numbers in ranks:
        for chunk, bits in chunks(numbers):
            yield key, chunk, bits


def _of_cells(ranks: Numbers, cells: Numbers) -> Iterator[Row]:
    """Yield the bits `x:5`, `y:5` and so on (`MapBits`): the bits of a cell are y and x in turn, of all zooms."""
    for chunk in np.unique(ranks >> CHUNK_BITS):
        inside = ranks >> CHUNK_BITS == chunk
        offsets, those = ranks[inside] & CHUNK_SIZE - 1, cells[inside]
        for column in range(2 * CELL_ZOOM):
            ones = those >> (2 * CELL_ZOOM - 1 - column) & 1
            yield f"{'yx'[column % 2]}:{column // 2 + 1}".encode(), int(chunk), packed(offsets[ones == 1])


def _write(rows: Iterator[Row]) -> None:
    with connection.cursor() as cursor, cursor.copy(WRITE) as stream:
        stream.write(HEADER)
        for key, chunk, bits in rows:
            stream.write(row(key, chunk, bits))
        stream.write(TRAILER)
