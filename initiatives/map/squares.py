"""Squares of the map, and how many points that pass a filter each of them has."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from initiatives.filters.box import CELL_ZOOM, morton

MAX_ZOOM = 22
# A tile is drawn at 512 pixels, and cut into 8 × 8 squares of 64: room for one marker each.
CLUSTER_STEPS = 3


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


@dataclass
class Square:
    """A part of a tile, by its Morton code: its points, and what is known of them."""

    code: int
    count: int = 0
    # Sums over its points, in degrees.
    longitudes: float = 0
    latitudes: float = 0
    locations: list[int] = field(
        default_factory=list
    )  # of all of them, where they are to be given one by one
    ranks: list[int] = field(default_factory=list)  # the same, as points of the map (`MapPoint`)

    def add(self, count: int, longitudes: float, latitudes: float) -> None:
        """Add points, by the sums of their positions in degrees."""
        self.count += count
        self.longitudes += longitudes
        self.latitudes += latitudes


class Squares(dict[int, Square]):
    """The squares of a tile that have points, by their codes."""

    def __missing__(self, code: int) -> Square:
        self[code] = Square(code)
        return self[code]

    def add_rows(self, sql: str, params: Iterable[Any]) -> "Squares":
        """Add what a query counts: code, number, sums of longitudes and latitudes in micro-degrees."""
        with connection.cursor() as cursor:
            cursor.execute(sql, list(params))
            for code, count, longitudes, latitudes in cursor.fetchall():
                self[code].add(count, longitudes / 1e6, latitudes / 1e6)
        return self


def latitude_of(y: float) -> float:
    """Return the latitude, in degrees, of a height on the Web Mercator map: 0 at the top, 1 at the bottom."""
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y))))
