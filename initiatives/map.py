"""Map tiles: what is published in one square of the Web Mercator map.

The `cell` of a point is the Morton (Z-order) code of its tile at zoom 28, so a tile at any zoom is one contiguous
range of cells, and `cell >> k` groups points into squares of a lower zoom. Without filters, with one theme or
with one department or region, zooms up to `COUNTED_ZOOM` read `CellCount`; the rest reads `Pin` by its b-tree.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, BigIntegerField, Count, F, Max, Min, Q, Sum
from django.db.models.functions import Cast

from initiatives.filters import Box, Filters
from initiatives.models import CellCount
from initiatives.models.actor import COMMUNE_PATHS
from places.models import Commune
from places.territory import Territory

CELL_ZOOM = 28
COUNTED_ZOOM = 12  # zoom of the cells of `CellCount`
MAX_ZOOM = 22
# A tile of 256 pixels is cut into 4 × 4 squares of 64: room for one marker each.
CLUSTER_STEPS = 2
# From this zoom on, a square with few points gives them one by one: the browser tells apart or lists them.
SPREAD_ZOOM = 17
SPREAD_COUNT = 50


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
        return sum(((self.x >> i & 1) | (self.y >> i & 1) << 1) << 2 * i for i in range(self.z))

    @property
    def square_zoom(self) -> int:
        """The zoom of the squares into which the tile is cut."""
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
    squares = (
        _squares_counted(tile, filters) if _is_counted(tile, filters) else _squares_scanned(tile, filters)
    )
    limit = SPREAD_COUNT if tile.z >= SPREAD_ZOOM else 1
    spread = [square.code for square in squares if square.count <= limit]
    return {
        "count": sum(square.count for square in squares),
        "clusters": [
            {"lon": round(square.longitude, 6), "lat": round(square.latitude, 6), "count": square.count}
            for square in squares
            if square.count > limit
        ],
        "initiatives": _entries(tile, spread, filters) if spread else [],
    }


def _is_counted(tile: Tile, filters: Filters) -> bool:
    """Whether the counts hold the answer: a low zoom, and filters that they know."""
    return tile.square_zoom <= COUNTED_ZOOM and filters.counted is not None


def _squares_counted(tile: Tile, filters: Filters) -> list[Square]:
    """Return the squares of a tile from the counts."""
    theme, departments = filters.counted or (0, None)
    first, after = tile.cells(COUNTED_ZOOM)
    counts = CellCount.objects.filter(theme=theme, cell__gte=first, cell__lt=after)
    if departments is not None:
        counts = counts.filter(department__in=departments)
    squares = (
        counts.annotate(
            square=Cast(F("cell"), BigIntegerField()).bitrightshift(2 * (COUNTED_ZOOM - tile.square_zoom))
        )
        .values("square")
        .annotate(points=Sum("count"), longitude=Sum("longitude_sum"), latitude=Sum("latitude_sum"))
        .order_by("square")
    )
    return [
        Square(
            row["square"],
            row["points"],
            row["longitude"] / row["points"] / 1e6,
            row["latitude"] / row["points"] / 1e6,
        )
        for row in squares
    ]


def _squares_scanned(tile: Tile, filters: Filters) -> list[Square]:
    """Return the squares of a tile from the pins."""
    first, after = tile.cells(CELL_ZOOM)
    squares = (
        filters.pins()
        .filter(cell__gte=first, cell__lt=after)
        .annotate(square=F("cell").bitrightshift(2 * (CELL_ZOOM - tile.square_zoom)))
        .values("square")
        .annotate(points=Count("pk"), longitude=Avg("longitude_e6"), latitude=Avg("latitude_e6"))
        .order_by("square")
    )
    return [
        Square(row["square"], row["points"], float(row["longitude"]) / 1e6, float(row["latitude"]) / 1e6)
        for row in squares
    ]


def _entries(tile: Tile, squares: list[int], filters: Filters) -> list[dict[str, Any]]:
    """Return the initiatives of these squares one by one, west to east."""
    shift = 2 * (CELL_ZOOM - tile.square_zoom)
    ranges = Q()
    for square in squares:
        ranges |= Q(cell__gte=square << shift, cell__lt=(square + 1) << shift)
    pins = filters.pins().filter(ranges).select_related("initiative__main_theme").order_by("cell", "location")
    return [
        {
            "slug": pin.initiative.slug,
            "title": pin.initiative.title,
            "theme": pin.initiative.main_theme.slug,
            "lon": pin.longitude_e6 / 1e6,
            "lat": pin.latitude_e6 / 1e6,
        }
        for pin in pins.only(
            "cell",
            "longitude_e6",
            "latitude_e6",
            "initiative__slug",
            "initiative__title",
            "initiative__main_theme__slug",
        )
    ]


def counts_by_department(filters: Filters) -> dict[str, int]:
    """Return the number of points that pass, by department code: what the server-drawn map shows."""
    if filters.counted is not None:
        theme, departments = filters.counted
        counts = CellCount.objects.filter(theme=theme)
        if departments is not None:
            counts = counts.filter(department__in=departments)
        return dict(counts.values_list("department").annotate(Sum("count")).order_by())
    return dict(filters.pins().values_list("department").annotate(Count("pk")).order_by())


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
