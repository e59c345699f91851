"""Map tiles: what is published in one square of the Web Mercator map.

The `cell` of a point is the Morton (Z-order) code of its tile at zoom 28, so a tile at any zoom is one contiguous
range of cells, and `cell >> k` groups points into squares of a lower zoom. Without filters, with one theme or with
one territory, low zooms read `CellCount`; the rest reads `Pin` by its b-tree.
"""

from dataclasses import dataclass, replace
from typing import Any

from django.db import connection

from initiatives.filters import Filters
from initiatives.filters.box import CELL_ZOOM, morton
from initiatives.filters.conditions import with_keys
from initiatives.results.bits import NONE, BitsFound
from initiatives.results.finding import set_of

# Deepest levels of `CellCount`: of the whole map, and of a territory.
COUNTED_ZOOM, COUNTED_ZOOM_WITHIN = 14, 12
MAX_ZOOM = 22
# A tile is drawn at 512 pixels, and cut into 8 × 8 squares of 64: room for one marker each.
CLUSTER_STEPS = 3
# From this zoom on, a square with few points gives them one by one: the browser tells apart or lists them.
SPREAD_ZOOM = 16
SPREAD_COUNT = 50

COUNTED = """
SELECT cell >> %s AS square, sum(count)::bigint, sum(longitude_sum)::bigint, sum(latitude_sum)::bigint
FROM initiatives_cellcount WHERE place = ANY(%s) AND theme = %s AND level = %s AND cell >= %s AND cell < %s
GROUP BY 1 ORDER BY 1
"""
SCANNED = """
SELECT cell >> %s AS square, count(*), sum(longitude_e6), sum(latitude_e6)
FROM initiatives_pin AS p WHERE drawn AND cell >= %s AND cell < %s AND {condition} GROUP BY 1 ORDER BY 1
"""
# The same where many sheets pass: their bits are asked for each point of the tile, in the index of cells. An operation,
# whatever it is, leaves bits that need not be uncompressed each time.
AMONG = """
WITH r AS MATERIALIZED (SELECT chunk, bits | {none} AS bits FROM ({set}) AS s)
SELECT cell >> %s AS square, count(*), sum(longitude_e6), sum(latitude_e6)
FROM initiatives_pin AS p JOIN r ON r.chunk = p.position >> 15
WHERE drawn AND cell >= %s AND cell < %s AND get_bit(r.bits, p.position & 32767) = 1 AND {condition}
GROUP BY 1 ORDER BY 1
"""
POINTS = """
SELECT coalesce(sum(count), 0) FROM initiatives_cellcount
WHERE place = '' AND theme = 0 AND level = %s AND cell >= %s AND cell < %s
"""
# Looking for a sheet and its points takes as long as asking the bits of so many points.
LESS = 40
ENTRIES = """
SELECT i.slug, i.title, t.slug, p.longitude_e6, p.latitude_e6 FROM initiatives_pin AS p
JOIN initiatives_initiative AS i ON i.id = p.initiative_id JOIN initiatives_theme AS t ON t.id = i.main_theme_id
WHERE drawn AND ({ranges}) AND {condition} ORDER BY p.cell, p.location_id
"""


@dataclass(frozen=True)
class Tile:
    """One square of the map at a zoom."""

    z: int
    x: int
    y: int

    def exists(self) -> bool:
        """Whether the square lies on the map, at a zoom that is served."""
        return self.z <= MAX_ZOOM and self.x < 2**self.z and self.y < 2**self.z

    @property
    def code(self) -> int:
        """Morton code of the square at its own zoom: the bits of x and y in turn, y above."""
        return morton(self.x, self.y)

    @property
    def square_zoom(self) -> int:
        """The zoom of the smallest squares into which the tile is cut."""
        return min(self.z + CLUSTER_STEPS, CELL_ZOOM)

    def cells(self, zoom: int) -> tuple[int, int]:
        """Return the first cell of the square at a deeper `zoom`, and the first one after it."""
        shift = 2 * (zoom - self.z)
        return self.code << shift, (self.code + 1) << shift


Row = tuple[
    int, int, int, int
]  # code of a square, its points, the sums of their longitudes and latitudes (1e-6 °)


@dataclass(frozen=True)
class Square:
    """A part of a tile: its Morton code at the tile's `square_zoom`, its points, their mean position in degrees."""

    code: int
    count: int
    longitude: float
    latitude: float


def tile_json(tile: Tile, filters: Filters) -> dict[str, Any]:
    """Return the clusters and the single initiatives of a tile, as its address promises (architecture.md).

    The counts of `clusters` and the entries of `initiatives` sum to `count`, the number of points in the tile.
    """
    parts = _parts(filters)
    zoom, level = _cut(tile, parts[0])
    squares = _squares_counted(tile, zoom, level, parts) if level else _squares_scanned(tile, filters)
    limit = SPREAD_COUNT if tile.z >= SPREAD_ZOOM else 1
    spread = [square.code for square in squares if square.count <= limit]
    return {
        "count": sum(square.count for square in squares),
        "clusters": [
            {"lon": round(square.longitude, 6), "lat": round(square.latitude, 6), "count": square.count}
            for square in squares
            if square.count > limit
        ],
        "initiatives": _entries(spread, zoom, filters) if spread else [],
    }


def _cut(tile: Tile, filters: Filters) -> tuple[int, int]:
    """Return the zoom of a tile's squares, and the level of `CellCount` that counts them; 0 when pins must be read.

    Where the deepest level is one zoom short, squares are twice as wide: counts are read rather than a city's pins.
    """
    counted = filters.counted
    if not counted:
        return tile.square_zoom, 0
    deepest = COUNTED_ZOOM if counted[1] == [""] else COUNTED_ZOOM_WITHIN
    zoom = deepest if tile.square_zoom == deepest + 1 else tile.square_zoom
    return zoom, zoom + zoom % 2 if zoom <= deepest else 0  # levels are even


def _parts(filters: Filters) -> list[Filters]:
    """Return the filters that are counted apart: those of each of two themes, or else the filters themselves."""
    if len(filters.themes) != 2:
        return [filters]
    return [replace(filters, themes=(theme,)) for theme in filters.themes]


def _squares_counted(tile: Tile, zoom: int, level: int, parts: list[Filters]) -> list[Square]:
    """Return the squares of a tile, at a zoom, from the counts: of two themes, less what has both, which is little."""
    rows: list[Row] = []
    for part in parts:
        theme, places = part.counted or (0, [""])
        rows += _rows(COUNTED, [2 * (level - zoom), places, theme, level, *tile.cells(level)])
    if len(parts) > 1:
        both = with_keys([[f"theme:{part.themes[0].pk}"] for part in parts]) & parts[0].pins_inside
        params = [2 * (CELL_ZOOM - zoom), *tile.cells(CELL_ZOOM), *both.params]
        rows += [
            (code, -count, -longitudes, -latitudes)
            for code, count, longitudes, latitudes in _rows(SCANNED.format(condition=both.sql), params)
        ]
    return _squares(rows)


def _squares_scanned(tile: Tile, filters: Filters) -> list[Square]:
    """Return the squares of a tile from the pins: all of them in turn, or those of the sheets that pass."""
    shift, condition = 2 * (CELL_ZOOM - tile.square_zoom), filters.pins
    sheets = set_of(filters)
    if sheets is not None and BitsFound(sheets).number > _points_in(tile) / LESS:
        given: list[Any] = []
        sql = AMONG.format(none=NONE, set=sheets.sql(given), condition=filters.pins_inside.sql)
        params = [*given, shift, *tile.cells(CELL_ZOOM), *filters.pins_inside.params]
        return _squares(_rows(sql, params))
    params = [shift, *tile.cells(CELL_ZOOM), *condition.params]
    return _squares(_rows(SCANNED.format(condition=condition.sql), params))


def _points_in(tile: Tile) -> int:
    """Return how many points lie in a tile, from the counts; of a small one, in a larger one around it."""
    level = min(tile.z + tile.z % 2, COUNTED_ZOOM)
    out = max(0, tile.z - level)
    around = Tile(tile.z - out, tile.x >> out, tile.y >> out)
    with connection.cursor() as cursor:
        cursor.execute(POINTS, [max(level, 2), *around.cells(max(level, 2))])
        return cursor.fetchone()[0]


def _rows(sql: str, params: list[Any]) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def _squares(rows: list[Row]) -> list[Square]:
    """Return the squares whose counts are these, several rows of one square added up."""
    sums: dict[int, Row] = {}
    for code, *numbers in rows:
        _, count, longitudes, latitudes = sums.get(code, (code, 0, 0, 0))
        sums[code] = (code, count + numbers[0], longitudes + numbers[1], latitudes + numbers[2])
    return [
        Square(code, count, longitudes / count / 1e6, latitudes / count / 1e6)
        for code, count, longitudes, latitudes in sorted(sums.values())
        if count
    ]


def _entries(squares: list[int], zoom: int, filters: Filters) -> list[dict[str, Any]]:
    """Return the initiatives of these squares of a zoom one by one, west to east."""
    shift = 2 * (CELL_ZOOM - zoom)
    condition = filters.pins
    runs = _runs(squares)
    sql = ENTRIES.format(
        ranges=" OR ".join(["p.cell >= %s AND p.cell < %s"] * len(runs)), condition=condition.sql
    )
    ends = [end << shift for run in runs for end in run]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*ends, *condition.params])
        return [
            {"slug": slug, "title": title, "theme": theme, "lon": longitude / 1e6, "lat": latitude / 1e6}
            for slug, title, theme, longitude, latitude in cursor.fetchall()
        ]


def _runs(squares: list[int]) -> list[tuple[int, int]]:
    """Return the first square of each run of neighbours in order, and the one after its last."""
    runs: list[tuple[int, int]] = []
    for square in squares:
        if runs and runs[-1][1] == square:
            runs[-1] = (runs[-1][0], square + 1)
        else:
            runs.append((square, square + 1))
    return runs
