"""Map tiles: what is published in one square of the Web Mercator map.

The `cell` of a point is the Morton (Z-order) code of its tile at zoom 28, so a tile at any zoom is one contiguous
range of cells, and `cell >> k` groups points into squares of a lower zoom. Without filters, with one theme or with
one territory, low zooms read `CellCount`; the rest reads `Pin` by its b-tree.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Max, Min

from initiatives.filters import Box, Filters
from initiatives.filters.box import CELL_ZOOM, morton
from initiatives.models.actor import COMMUNE_PATHS
from initiatives.results import Found
from places.models import Commune, Department
from places.territory import Territory

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
ENTRIES = """
SELECT i.slug, i.title, t.slug, p.longitude_e6, p.latitude_e6 FROM initiatives_pin AS p
JOIN initiatives_initiative AS i ON i.id = p.initiative_id JOIN initiatives_theme AS t ON t.id = i.main_theme_id
WHERE drawn AND ({ranges}) AND {condition} ORDER BY p.cell, p.location_id
"""

# The coarsest level has one or two cells for each place.
BY_DEPARTMENT = """
SELECT d.code, sum(count)::bigint FROM places_department AS d JOIN initiatives_cellcount AS c
ON c.place = 'departement-' || d.code AND c.theme = %s AND c.level = 2 GROUP BY 1
"""
BY_DEPARTMENT_WITHIN = """
SELECT code, sum(count)::bigint FROM (
    SELECT substr(place, 13) AS code, count FROM initiatives_cellcount
    WHERE theme = %(theme)s AND level = 2 AND place = ANY(%(departments)s)
    UNION ALL SELECT m.department_id, count FROM places_commune AS m JOIN initiatives_cellcount AS c
    ON c.place = 'commune-' || m.code AND c.theme = %(theme)s AND c.level = 2 WHERE m.code = ANY(%(communes)s)
) AS each GROUP BY code
"""
LOOKED_AT = 5_000  # sheets at most whose points are counted one by one


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
    zoom, level = _cut(tile, filters)
    squares = _squares_counted(tile, zoom, level, filters) if level else _squares_scanned(tile, filters)
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


def _squares_counted(tile: Tile, zoom: int, level: int, filters: Filters) -> list[Square]:
    """Return the squares of a tile, at a zoom, from the counts."""
    theme, places = filters.counted or (0, [""])
    params = [2 * (level - zoom), places, theme, level, *tile.cells(level)]
    return _squares(COUNTED, params)


def _squares_scanned(tile: Tile, filters: Filters) -> list[Square]:
    """Return the squares of a tile from the pins."""
    condition = filters.pins
    params = [2 * (CELL_ZOOM - tile.square_zoom), *tile.cells(CELL_ZOOM), *condition.params]
    return _squares(SCANNED.format(condition=condition.sql), params)


def _squares(sql: str, params: list[Any]) -> list[Square]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [
            Square(code, count, longitudes / count / 1e6, latitudes / count / 1e6)
            for code, count, longitudes, latitudes in cursor.fetchall()
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


def counts_by_department(filters: Filters, found: Found) -> dict[str, int]:
    """Return the number of points that pass, by department code: what the server-drawn map shows.

    Of a large set whose points are not counted, the number of sheets stands for that of points.
    """
    counted = filters.counted
    with connection.cursor() as cursor:
        if counted is not None and counted[1] == [""]:
            cursor.execute(BY_DEPARTMENT, counted[:1])
        elif counted is not None:
            theme, places = counted
            communes = _communes_of(places[0])
            departments = [] if communes else places
            params: dict[str, Any] = {"theme": theme, "departments": departments, "communes": communes}
            cursor.execute(BY_DEPARTMENT_WITHIN, params)
        elif found.count > LOOKED_AT:
            codes = Department.objects.values_list("pk", flat=True)
            numbers = found.counts([f"departement-{code}" for code in codes])
            return {key.removeprefix("departement-"): number for key, number in numbers.items()}
        else:
            condition = filters.pins
            cursor.execute(
                f"SELECT department, count(*) FROM initiatives_pin AS p WHERE drawn AND {condition.sql} GROUP BY 1",
                condition.params,
            )
        return dict(cursor.fetchall())


def _communes_of(place: str) -> list[str]:
    """Return the communes by whose department the points of an intercommunality, or of a commune, are told apart."""
    kind, _, code = place.partition("-")
    if kind == "intercommunalite":
        return list(Commune.objects.filter(intercommunality=code).values_list("pk", flat=True))
    return [code] if kind == "commune" else []


def extent_of(territory: Territory) -> Box | None:
    """Return the rectangle that holds the communes of a territory, with some room around; None without positions."""
    path = COMMUNE_PATHS[territory.kind].removeprefix("commune__").replace("commune", "pk")
    ends = (
        Commune.objects.current()
        .filter(**{path: territory.code})
        .aggregate(west=Min("longitude"), south=Min("latitude"), east=Max("longitude"), north=Max("latitude"))
    )
    if ends["west"] is None:
        return None
    room = 0.04  # degrees: some 4 km, so that a territory of one commune is a rectangle too
    return Box(ends["west"] - room, ends["south"] - room, ends["east"] + room, ends["north"] + room)
