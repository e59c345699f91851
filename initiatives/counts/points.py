"""Bits of the points of the map."""

from array import array
from collections import defaultdict
from collections.abc import Iterator

from django.db import connection

from initiatives.counts.listings import Ranks
from initiatives.counts.packing import HEADER, TRAILER, chunks, from_digits, row
from initiatives.filters.box import CELL_ZOOM
from initiatives.models.listing import ALL, CHUNK_BITS, CHUNK_SIZE

KEYS = """
COPY (SELECT m.rank, array_to_string(p.keys, ' ') FROM initiatives_mappoint AS m
      JOIN initiatives_pin AS p USING (location_id) ORDER BY m.rank) TO STDOUT
"""
CELLS = "COPY (SELECT rank, cell FROM initiatives_mappoint ORDER BY rank) TO STDOUT"
WRITE = "COPY initiatives_mapbits (key, chunk, bits) FROM STDIN (FORMAT BINARY)"
Row = tuple[bytes, int, bytes]  # key, chunk, bits


def rebuild_map_bits(words: Ranks) -> None:
    """Make `MapBits` anew; `words` tells on which points each frequent word lies, and is emptied."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM initiatives_mapbits")
        cursor.execute("SELECT key FROM initiatives_frequentkey")
        frequent = {ALL.encode(), *(key.encode() for (key,) in cursor.fetchall())}
    _write(_of_numbers(_by_key(frequent)))
    _write(_of_numbers(words))
    _write(_of_cells(_cells()))


def _by_key(frequent: set[bytes]) -> Ranks:
    """Return the ranks of the points that have each frequent key."""
    ranks: Ranks = defaultdict(lambda: array("I"))
    with connection.cursor() as cursor, cursor.copy(KEYS) as stream:
        for line in stream:
            rank, keys = bytes(line[:-1]).split(b"\t")
            number = int(rank)
            for key in keys.split(b" "):
                if key in frequent:
                    ranks[key].append(number)
    return ranks


def _of_numbers(ranks: Ranks) -> Iterator[Row]:
    for key in sorted(ranks):
        for chunk, bits in chunks(ranks.pop(key)):
            yield key, chunk, bits


def _cells() -> dict[int, tuple[int, list[str]]]:
    """Return, by chunk, the offset of its first point and the digits of the cells of its points."""
    cells: dict[int, tuple[int, list[str]]] = {}
    with connection.cursor() as cursor, cursor.copy(CELLS) as stream:
        for line in stream:
            rank, cell = map(int, bytes(line).split())
            _, digits = cells.setdefault(rank >> CHUNK_BITS, (rank & CHUNK_SIZE - 1, []))
            digits.append(f"{cell:0{2 * CELL_ZOOM}b}")
    return cells


def _of_cells(cells: dict[int, tuple[int, list[str]]]) -> Iterator[Row]:
    """Yield the bits `x:5`, `y:5` and so on (`MapBits`): the digits of a cell are y and x in turn, of all zooms."""
    for chunk, (first, digits) in cells.items():
        text = "".join(digits)
        for column in range(2 * CELL_ZOOM):
            bits = "0" * first + text[column :: 2 * CELL_ZOOM]
            yield f"{'yx'[column % 2]}:{column // 2 + 1}".encode(), chunk, from_digits(bits.encode())


def _write(rows: Iterator[Row]) -> None:
    with connection.cursor() as cursor, cursor.copy(WRITE) as stream:
        stream.write(HEADER)
        for key, chunk, bits in rows:
            stream.write(row(key, chunk, bits))
        stream.write(TRAILER)
