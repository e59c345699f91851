"""The points of a tile that are in a set of bits (`MapBits`): added up without being read, where there are many.

The points of a square are one run of ranks. How many of them are in the set, the bits of the run say; where they lie,
those of the eastern and southern halves of its squares, of their own squares and so on (`x:5`, `y:5`).
"""

import itertools
import re
from dataclasses import dataclass
from typing import Any

from django.db import connection

from initiatives.filters.box import CELL_ZOOM
from initiatives.filters.conditions import Condition
from initiatives.map.squares import CLUSTER_STEPS, Squares, Tile, latitude_of
from initiatives.results.bits import READ_MAP, Set
from initiatives.results.map_bits import RANK, chunks_of, runs_between
from places.statements import fetch

# Points of a tile: up to so many are looked at one by one.
FEW = 1500
# Halvings of a square of 64 pixels: a marker stands within 2 pixels of the middle of its points.
HALVINGS = 4

# The rank of the first point from each square of a tile on and from its end; of a tile of few points, from its own
# beginning and end alone. Then, whether there are new pins.
RANKS = f"""
WITH ends AS MATERIALIZED (SELECT {RANK.format(cell="%s")} AS first, {RANK.format(cell="%s")} AS after)
SELECT CASE WHEN after - first <= %s THEN ARRAY[first, after] ELSE (
    SELECT array_agg({RANK.format(cell="square << %s")} ORDER BY square)
    FROM generate_series(%s::bigint, %s::bigint) AS square
) END, EXISTS (SELECT FROM initiatives_newpin) FROM ends
"""
LOOKED_AT = """
WITH r AS MATERIALIZED ({chunks})
SELECT cell >> %s, count(*), sum(longitude_e6), sum(latitude_e6),
    CASE WHEN count(*) <= %s THEN array_agg(rank) END
FROM initiatives_mappoint JOIN r ON r.chunk = rank >> 15
WHERE rank >= %s AND rank < %s AND get_bit(r.bits, rank & 32767) = 1 GROUP BY 1
"""
# A run, within one chunk, has its bits, given as text where its points are few enough to be given one by one. They
# begin at a whole byte, with zeros before its own: PostgreSQL copies a part from there, and shifts any other byte by
# byte. The offset keeps the planner from cutting each run twice. The sums are those of how far points lie across and
# down their square, from 0 to 1.
ADDED_UP = """
WITH r AS MATERIALIZED ({chunks}),
runs AS MATERIALIZED (
    SELECT square, chunk, start, long, bits, bit_count(bits) AS number FROM (
        SELECT square, chunk, start & -8 AS start, long + (start & 7) AS long,
            substring(r.bits FROM (start & -8) + 1 FOR long + (start & 7)) << (start & 7) >> (start & 7) AS bits
        FROM unnest(%s::int[], %s::int[], %s::int[], %s::int[]) AS u (square, chunk, start, long) JOIN r USING (chunk)
        OFFSET 0
    ) AS cut
), halves AS MATERIALIZED (
    SELECT chunk, across, down, {read} AS bits
    FROM unnest(%s::text[], %s::float8[], %s::float8[]) AS u (key, across, down) JOIN initiatives_mapbits USING (key)
    WHERE chunk = ANY(%s)
)
SELECT square, number, NULL, NULL, (chunk << 15) + start, CASE WHEN number <= %s THEN bits::text END
FROM runs WHERE number > 0
UNION ALL
SELECT square, 0, sum(number * across), sum(number * down), 0, NULL FROM (
    SELECT square, across, down, bit_count(runs.bits & substring(halves.bits FROM start + 1 FOR long)) AS number
    FROM runs JOIN halves USING (chunk) WHERE runs.number > 0
) AS parts GROUP BY square
"""
NEW = """
SELECT p.cell >> %s, p.longitude_e6, p.latitude_e6, p.location_id
FROM initiatives_newpin JOIN initiatives_pin AS p USING (location_id)
WHERE p.cell >= %s AND p.cell < %s AND {condition}
"""


@dataclass
class PointsWithin:
    """The points of a tile that are in a set, of which new pins are told by a condition."""

    tile: Tile
    whole: Set
    condition: Condition
    limit: int  # squares with so few points have them named

    def squares(self) -> Squares:
        """Return the squares of the tile that have such points."""
        zoom, found = self.tile.square_zoom, Squares()
        first, after = self.tile.cells(zoom)
        shift = 2 * (CELL_ZOOM - zoom)
        asked = [*self.tile.cells(CELL_ZOOM), FEW, shift, first, after]
        ((ranks, has_new),) = fetch(RANKS, asked)
        if ranks[0] < ranks[-1] <= ranks[0] + FEW:
            self._look_at(found, ranks[0], ranks[-1], shift)
        elif ranks[0] < ranks[-1]:
            self._add_up(found, first, ranks)
        if has_new:
            self._add_new(found, shift)
        return found

    def _look_at(self, found: Squares, first: int, after: int, shift: int) -> None:
        params: list[Any] = []
        sql = LOOKED_AT.format(chunks=chunks_of(self.whole, runs_between(first, after), params))
        for code, count, longitudes, latitudes, ranks in fetch(
            sql, [*params, shift, self.limit, first, after]
        ):
            found[code].add(count, longitudes / 1e6, latitudes / 1e6)
            found[code].ranks += ranks or []

    def _add_up(self, found: Squares, first_code: int, ranks: list[int]) -> None:
        zoom = self.tile.square_zoom
        halvings = range(1, min(HALVINGS, CELL_ZOOM - zoom) + 1)
        ends = enumerate(itertools.pairwise(ranks))
        squares, runs = zip(*((n, run) for n, pair in ends for run in runs_between(*pair)), strict=True)
        params: list[Any] = []
        sql = ADDED_UP.format(chunks=chunks_of(self.whole, runs, params), read=READ_MAP)
        params += [list(squares), *map(list, zip(*runs, strict=True))]
        shares = [0.5**step for step in halvings]
        params += [[f"{axis}:{zoom + step}" for axis in "xy" for step in halvings]]
        params += [shares + [0.0] * len(shares), [0.0] * len(shares) + shares]
        params += [sorted({run.chunk for run in runs}), self.limit]
        counts: dict[int, int] = {}
        sums: dict[int, tuple[float, float]] = {}
        for square, number, across, down, rank, bits in fetch(sql, params):
            if not number:
                sums[square] = across, down
                continue
            counts[square] = counts.get(square, 0) + number
            if bits is not None:
                found[first_code + square].ranks += [rank + one.start() for one in re.finditer("1", bits)]
        # The last halving leaves each point in a part of its square, anywhere: in its middle, for the sum of many.
        side, rest = 1 << zoom, 0.5 ** (len(halvings) + 1)
        for square, count in counts.items():
            across, down = sums[square]
            # The number of a square within its tile is the Morton code of its own place there.
            x = (self.tile.x << CLUSTER_STEPS) + _even_bits(square) + across / count + rest
            y = (self.tile.y << CLUSTER_STEPS) + _even_bits(square >> 1) + down / count + rest
            found[first_code + square].add(
                count, count * (x / side * 360 - 180), count * latitude_of(y / side)
            )

    def _add_new(self, found: Squares, shift: int) -> None:
        sql = NEW.format(condition=self.condition.sql)
        params = [shift, *self.tile.cells(CELL_ZOOM), *self.condition.params]
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            for code, longitude, latitude, location in cursor.fetchall():
                found[code].add(1, longitude / 1e6, latitude / 1e6)
                found[code].locations.append(location)


def _even_bits(number: int) -> int:
    """Return the number made of every second bit of a small one, from the lowest on."""
    return sum((number >> 2 * bit & 1) << bit for bit in range(CLUSTER_STEPS))
