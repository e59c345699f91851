"""A rectangle on the map."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from initiatives.filters.conditions import Condition

CELL_ZOOM = 28  # zoom of the cells of pins
SQUARES = 16  # at most, into which a rectangle is cut


@dataclass(frozen=True)
class Box:
    """A rectangle on the map, in degrees WGS 84."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Return the rectangle of "west,south,east,north", or None if that is not one."""
        try:
            west, south, east, north = (float(part) for part in text.split(","))
        except ValueError:
            return None
        if not all(map(math.isfinite, (west, south, east, north))) or west >= east or south >= north:
            return None
        if west < -180 or east > 180 or south < -90 or north > 90:
            return None
        return cls(west, south, east, north)

    @classmethod
    def around(cls, latitude: float, longitude: float, margin: float) -> Self:
        """Return the rectangle of `margin` degrees on each side of a point, wider than high as screens are."""
        return cls(
            max(-180.0, longitude - 1.5 * margin), max(-90.0, latitude - margin),
            min(180.0, longitude + 1.5 * margin), min(90.0, latitude + margin),
        )  # fmt: skip

    def __str__(self) -> str:
        return ",".join(
            f"{value:.5f}".rstrip("0").rstrip(".") for value in (self.west, self.south, self.east, self.north)
        )

    # --- What is asked of the database --------------------------------------------------------------------

    @property
    def sides(self) -> tuple[int, int, int, int]:
        """West, south, east and north in micro-degrees, as pins have them."""
        return (
            math.ceil(self.west * 1e6),
            math.ceil(self.south * 1e6),
            math.floor(self.east * 1e6),
            math.floor(self.north * 1e6),
        )

    def squares(self, most: int = SQUARES) -> tuple[int, list[int]]:
        """Return a zoom, and the Morton codes of at most `most` squares of it that cover the rectangle."""
        zoom = CELL_ZOOM
        while True:
            (left, top), (right, bottom) = (
                tile_of(self.north, self.west, zoom),
                tile_of(self.south, self.east, zoom),
            )
            if (right - left + 1) * (bottom - top + 1) <= most:
                break
            zoom -= 1
        return zoom, sorted(morton(x, y) for x in range(left, right + 1) for y in range(top, bottom + 1))

    @property
    def ranges(self) -> Iterator[tuple[int, int]]:
        """First cell and first one after, of the runs of cells that cover the rectangle."""
        zoom, codes = self.squares()
        shift = 2 * (CELL_ZOOM - zoom)
        first = 0
        for rank, code in enumerate(codes):
            if rank == 0 or code != codes[rank - 1] + 1:
                first = code
            if rank == len(codes) - 1 or codes[rank + 1] != code + 1:
                yield first << shift, (code + 1) << shift

    @property
    def condition(self) -> Condition:
        """The condition for a pin to lie in the rectangle."""
        ranges = list(self.ranges)
        cells = " OR ".join("cell >= %s AND cell < %s" for _ in ranges)
        west, south, east, north = self.sides
        sides = "longitude_e6 BETWEEN %s AND %s AND latitude_e6 BETWEEN %s AND %s"
        ends = tuple(end for pair in ranges for end in pair)
        return Condition(f"({cells}) AND {sides}", (*ends, west, east, south, north))


def tile_of(latitude: float, longitude: float, zoom: int) -> tuple[int, int]:
    """Return x and y of the Web Mercator tile that holds a point, at a zoom; as the SQL function `morton28`."""
    side = 1 << zoom
    angle = math.radians(max(-85.0511287798, min(85.0511287798, latitude)))
    x = math.floor((longitude + 180) / 360 * side)
    y = math.floor((1 - math.log(math.tan(angle) + 1 / math.cos(angle)) / math.pi) / 2 * side)
    return max(0, min(side - 1, x)), max(0, min(side - 1, y))


def morton(x: int, y: int) -> int:
    """Return the Morton code of a tile: the bits of x and y in turn, y above."""
    return _spread(x) | _spread(y) << 1


def _spread(number: int) -> int:
    """Put a zero between any two of the 28 bits of a number."""
    for shift, mask in (
        (16, 0x0000FFFF0000FFFF),
        (8, 0x00FF00FF00FF00FF),
        (4, 0x0F0F0F0F0F0F0F0F),
        (2, 0x3333333333333333),
        (1, 0x5555555555555555),
    ):
        number = (number | number << shift) & mask
    return number
