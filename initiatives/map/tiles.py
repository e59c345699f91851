"""Map tiles: what is published in one square of the Web Mercator map.

The `cell` of a point is the Morton (Z-order) code of its tile at zoom 28, so a tile at any zoom is one contiguous
range of cells, and `cell >> k` groups points into squares of a lower zoom. Without filters, with one theme or with
one territory, low zooms read `CellCount`; frequent keys and words read `MapBits`; the rest reads `Pin`.
"""

from typing import Any

from django.db import connection

from initiatives.filters import Filters
from initiatives.filters.box import CELL_ZOOM
from initiatives.map.few import few_points, squares_among
from initiatives.map.points import PointsWithin
from initiatives.map.squares import Square, Squares, Tile
from initiatives.results.finding import set_of
from places.statements import fetch

# Deepest levels of `CellCount`: of the whole map, and of a territory.
COUNTED_ZOOM, COUNTED_ZOOM_WITHIN = 14, 12
# From this zoom on, a square with few points gives them one by one: the browser tells apart or lists them.
SPREAD_ZOOM = 16
SPREAD_COUNT = 50

COUNTED = """
SELECT cell >> %s AS square, sum(count)::bigint, sum(longitude_sum)::bigint, sum(latitude_sum)::bigint
FROM initiatives_cellcount WHERE place = ANY(%s) AND theme = %s AND level = %s AND cell >= %s AND cell < %s
GROUP BY 1
"""
SCANNED = """
SELECT cell >> %s AS square, count(*), sum(longitude_e6), sum(latitude_e6)
FROM initiatives_pin AS p WHERE drawn AND cell >= %s AND cell < %s AND {condition} GROUP BY 1
"""
ENTRIES = """
SELECT i.slug, i.title, t.slug, p.longitude_e6, p.latitude_e6 FROM initiatives_pin AS p
JOIN initiatives_initiative AS i ON i.id = p.initiative_id JOIN initiatives_theme AS t ON t.id = i.main_theme_id
WHERE drawn AND {condition} ORDER BY p.cell, p.location_id
"""
NAMED = """p.location_id = ANY(
    SELECT location_id FROM initiatives_mappoint WHERE rank = ANY(%s) UNION ALL SELECT unnest(%s::bigint[])
)"""


def tile_json(tile: Tile, filters: Filters) -> dict[str, Any]:
    """Return the clusters and the single initiatives of a tile, as its address promises (architecture.md).

    The counts of `clusters` and the entries of `initiatives` sum to `count`, the number of points in the tile.
    """
    zoom, level = _cut(tile, filters)
    limit = SPREAD_COUNT if tile.z >= SPREAD_ZOOM else 1
    if level:
        squares = _counted(tile, zoom, level, filters)
    elif whole := set_of(filters):
        squares = PointsWithin(tile, whole, filters.pins, limit).squares()
    elif (points := few_points(filters)) is not None:
        squares = squares_among(points, tile)
    else:
        squares = _scanned(tile, filters)
    found = sorted((square for square in squares.values() if square.count), key=lambda square: square.code)
    few = [square for square in found if square.count <= limit]
    return {
        "count": sum(square.count for square in found),
        "clusters": [
            {
                "lon": round(square.longitudes / square.count, 6),
                "lat": round(square.latitudes / square.count, 6),
                "count": square.count,
            }
            for square in found
            if square.count > limit
        ],
        "initiatives": _entries(few, zoom, filters) if few else [],
    }


def _cut(tile: Tile, filters: Filters) -> tuple[int, int]:
    """Return the zoom of a tile's squares, and the level of `CellCount` that counts them; 0 when points must be read.

    Where the deepest level is one zoom short, squares are twice as wide: counts are read rather than a city's pins.
    """
    counted = filters.counted
    if not counted:
        return tile.square_zoom, 0
    deepest = COUNTED_ZOOM if counted[1] == [""] else COUNTED_ZOOM_WITHIN
    zoom = deepest if tile.square_zoom == deepest + 1 else tile.square_zoom
    return zoom, zoom + zoom % 2 if zoom <= deepest else 0  # levels are even


def _counted(tile: Tile, zoom: int, level: int, filters: Filters) -> Squares:
    """Return the squares of a tile, at a zoom, from the counts of a level."""
    theme, places = filters.counted or (0, [""])
    return Squares().add_rows(COUNTED, [2 * (level - zoom), places, theme, level, *tile.cells(level)])


def _scanned(tile: Tile, filters: Filters) -> Squares:
    """Return the squares of a tile from its pins, one by one."""
    condition = filters.pins
    params = [2 * (CELL_ZOOM - tile.square_zoom), *tile.cells(CELL_ZOOM), *condition.params]
    return Squares().add_rows(SCANNED.format(condition=condition.sql), params)


def _entries(squares: list[Square], zoom: int, filters: Filters) -> list[dict[str, Any]]:
    """Return the initiatives of these squares of a zoom one by one, west to east."""
    ranks = [rank for square in squares for rank in square.ranks]
    locations = [location for square in squares for location in square.locations]
    if ranks or locations:
        rows = fetch(ENTRIES.format(condition=NAMED), [ranks, locations])
    else:
        condition, runs = filters.pins, _runs([square.code for square in squares])
        ranges = " OR ".join(["p.cell >= %s AND p.cell < %s"] * len(runs))
        ends = [end << 2 * (CELL_ZOOM - zoom) for run in runs for end in run]
        with connection.cursor() as cursor:
            cursor.execute(
                ENTRIES.format(condition=f"({ranges}) AND {condition.sql}"), [*ends, *condition.params]
            )
            rows = cursor.fetchall()
    return [
        {"slug": slug, "title": title, "theme": theme, "lon": longitude / 1e6, "lat": latitude / 1e6}
        for slug, title, theme, longitude, latitude in rows
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
