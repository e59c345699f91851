"""Points of the map that are in a set of bits, in runs of ranks (`MapPoint`, `MapBits`)."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db import connection

from initiatives.filters.box import Box
from initiatives.filters.conditions import Condition
from initiatives.models.listing import ALL, CHUNK_BITS, CHUNK_SIZE
from initiatives.results.bits import READ, Set
from places.statements import fetch

# The rank of the first point from a cell on: all after the last one.
RANK = """coalesce((SELECT rank FROM initiatives_mappoint WHERE cell >= {cell} ORDER BY cell, rank LIMIT 1),
    (SELECT max(rank) + 1 FROM initiatives_mappoint), 0)"""
RANKS = f"SELECT {RANK.format(cell='c')} FROM unnest(%s::bigint[]) WITH ORDINALITY AS ends (c, n) ORDER BY n"
KEY = "SELECT chunk, coalesce(plain, bits) AS bits FROM initiatives_mapbits WHERE key = %s AND chunk BETWEEN %s AND %s"
CHUNKS = "SELECT chunk, {read} AS bits FROM ({bits}) AS s"
CUT = """
WITH r AS MATERIALIZED ({chunks})
SELECT chunk, start, {column}
FROM unnest(%s::int[], %s::int[], %s::int[]) AS u (chunk, start, long) JOIN r USING (chunk)
"""
NUMBER, DIGITS = (
    "bit_count(substring(bits FROM start + 1 FOR long))",
    "substring(bits FROM start + 1 FOR long)::text",
)
SHEETS = """
SELECT initiative_id FROM (
    SELECT initiative_id, position FROM initiatives_mappoint WHERE rank = ANY(%s) AND {sides}
    UNION ALL SELECT p.initiative_id, p.position FROM initiatives_newpin JOIN initiatives_pin AS p USING (location_id)
    WHERE {sides} AND {condition}
) AS found GROUP BY initiative_id ORDER BY max(position) DESC
"""
SIDES = "longitude_e6 BETWEEN %s AND %s AND latitude_e6 BETWEEN %s AND %s"


class Run(NamedTuple):
    """A part of a chunk: points of successive ranks."""

    chunk: int
    start: int  # offset in the chunk
    long: int


def runs_between(start: int, after: int) -> list[Run]:
    """Return the ranks from `start` to before `after`, one run for each chunk."""
    if start >= after:
        return []
    chunks = range(start >> CHUNK_BITS, ((after - 1) >> CHUNK_BITS) + 1)
    ends = [(chunk, max(start, chunk * CHUNK_SIZE), min(after, (chunk + 1) * CHUNK_SIZE)) for chunk in chunks]
    return [Run(chunk, first - chunk * CHUNK_SIZE, last - first) for chunk, first, last in ends]


def chunks_of(whole: Set, runs: Sequence[Run], params: list[Any]) -> str:
    """Return the query of the chunks of these runs, with the points that are in a set and still there."""
    chunks = [run.chunk for run in runs]
    return CHUNKS.format(
        read=READ, bits=Set(all=(Set(ALL), whole)).sql(params, KEY, (min(chunks), max(chunks)))
    )


class PointsInBox:
    """The points of a set in the squares that cover a rectangle."""

    def __init__(self, whole: Set, box: Box) -> None:
        """Find the runs of the rectangle."""
        self.whole, self.box = whole, box
        ranges = list(box.ranges)
        ranks = [rank for (rank,) in fetch(RANKS, [[end for pair in ranges for end in pair]])]
        pairs = zip(ranks[::2], ranks[1::2], strict=True)
        self._runs = [run for pair in pairs for run in runs_between(*pair)]

    def number(self) -> int:
        """Return how many there are in those squares: at least those of the rectangle."""
        return sum(number for *_, number in self._cut(NUMBER))

    def sheets(self, condition: Condition) -> list[int]:
        """Return the sheets of those within the rectangle, new pins that meet a condition included, newest first."""
        ranks = [
            chunk * CHUNK_SIZE + start + one.start()
            for chunk, start, digits in self._cut(DIGITS)
            for one in re.finditer("1", digits)
        ]
        west, south, east, north = self.box.sides
        sides = (west, east, south, north)
        with connection.cursor() as cursor:
            sql = SHEETS.format(sides=SIDES, condition=condition.sql)
            cursor.execute(sql, [ranks, *sides, *sides, *condition.params])
            return [number for (number,) in cursor.fetchall()]

    def _cut(self, column: str) -> Iterable[tuple[int, int, Any]]:
        if not self._runs:
            return []
        params: list[Any] = []
        sql = CUT.format(chunks=chunks_of(self.whole, self._runs, params), column=column)
        with connection.cursor() as cursor:
            cursor.execute(sql, [*params, *map(list, zip(*self._runs, strict=True))])
            return cursor.fetchall()
