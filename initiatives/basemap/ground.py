"""What a drawn map shows before anything is counted: land, the outline of a territory, dots for how far it goes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from initiatives.basemap.lines import Point
from initiatives.basemap.outlines import Bounds, Projection, dot_path, land_path, ring_path

WIDTH = 1000  # units of a drawing
MARGIN = 0.6  # of the bounds: the main frame may stand in a wider window


@dataclass(frozen=True)
class Ground:
    """The `d` of each path of a map of `bounds`, `WIDTH` units across."""

    bounds: Bounds
    france: str
    others: str
    outline: str = ""
    dots: str = ""

    @classmethod
    def drawn(
        cls, bounds: Bounds, *, outlines: Iterable[list[Point]] = (), dots: Iterable[Point] = ()
    ) -> Self:
        """Draw the ground of a map.

        `outlines` are rings of (longitude, latitude) to draw over the land: the territory in question. `dots` are
        places of (longitude, latitude) that show how far it goes. For a region it takes 30 ms.
        """
        seen = fitted(bounds, WIDTH, round(Projection(bounds, WIDTH).height))
        return cls(
            bounds,
            land_path("france", seen, WIDTH, MARGIN),
            land_path("others", seen, WIDTH, MARGIN),
            ring_path(outlines, bounds, WIDTH),
            dot_path(dots, bounds, WIDTH),
        )


def fitted(bounds: Bounds, width: int, height: int) -> Bounds:
    """Return the smallest bounds around these whose Web Mercator picture has the shape of a box."""
    tall = Projection(bounds, width).height
    if tall < height:
        margin = (bounds.north - bounds.south) * (height / tall - 1) / 2
        return Bounds(bounds.west, bounds.south - margin, bounds.east, bounds.north + margin)
    margin = (bounds.east - bounds.west) * (tall / height - 1) / 2
    return Bounds(bounds.west - margin, bounds.south, bounds.east + margin, bounds.north)
