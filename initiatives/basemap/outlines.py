"""Read `static/map/outlines.json`, and draw land as SVG paths in Web Mercator.

The same file serves the browser (`static/js/map/outlines.js`) and the maps that the server draws (`svg_map`).
"""

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from math import log, pi, radians, tan
from pathlib import Path
from typing import Any, NamedTuple

from initiatives.basemap.lines import Point, clip, simplify

FILE = Path(__file__).resolve().parents[2] / "static" / "map" / "outlines.json"
DETAIL = 1.0  # units of a drawing: how far its lines may be from the true ones
DOT_SPACING = 16  # units of a drawing: between two dots
MERCATOR_LIMIT = 85.05112878  # degrees of latitude: the square of Web Mercator ends there


class Bounds(NamedTuple):
    """A rectangle in degrees WGS 84."""

    west: float
    south: float
    east: float
    north: float

    def wider(self, share: float) -> "Bounds":
        """Return these bounds with a margin on each side, `share` of their width and height."""
        x, y = (self.east - self.west) * share, (self.north - self.south) * share
        return Bounds(self.west - x, self.south - y, self.east + x, self.north + y)

    @classmethod
    def around(cls, points: Sequence[Point]) -> "Bounds":
        """Return the least rectangle that holds these points (longitude, latitude)."""
        longitudes, latitudes = zip(*points, strict=True)
        return cls(min(longitudes), min(latitudes), max(longitudes), max(latitudes))

    def meets(self, other: "Bounds") -> bool:
        """Tell whether two rectangles have a point in common."""
        return (
            self.west <= other.east
            and other.west <= self.east
            and self.south <= other.north
            and other.south <= self.north
        )


class Projection:
    """Web Mercator (EPSG:3857), as the interactive map has it, scaled so that bounds fill a width.

    `width` and `height` are in units of the drawing; y goes down.
    """

    def __init__(self, bounds: Bounds, width: float) -> None:
        self.bounds = bounds
        self.width = width
        self._scale = width / (bounds.east - bounds.west)
        self._top = _stretched(bounds.north)
        self.height = (self._top - _stretched(bounds.south)) * self._scale

    def __call__(self, longitude: float, latitude: float) -> Point:
        """Return x and y of a place given in degrees."""
        return (longitude - self.bounds.west) * self._scale, (self._top - _stretched(latitude)) * self._scale


def _stretched(latitude: float) -> float:
    """Return the Mercator ordinate of a latitude, in degrees of longitude at the equator."""
    latitude = max(-MERCATOR_LIMIT, min(MERCATOR_LIMIT, latitude))
    return log(tan(pi / 4 + radians(latitude) / 2)) * 180 / pi


def positions(flat: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Return the grid positions of an arc, of which the first is given and then differences."""
    return zip(accumulate(flat[::2]), accumulate(flat[1::2]), strict=True)


class Outlines:
    """The decoded file: rings of (longitude, latitude) for `france` and for the `others`."""

    def __init__(self, document: dict[str, Any]) -> None:
        (sx, sy), (tx, ty) = document["scale"], document["translate"]
        self._arcs: list[list[Point]] = []
        for flat in document["arcs"]:
            self._arcs.append([(x * sx + tx, y * sy + ty) for x, y in positions(flat)])
        self.rings = {group: self._rings(document[group]) for group in ("france", "others")}
        self._boxes = {group: [Bounds.around(ring) for ring in rings] for group, rings in self.rings.items()}

    def near(self, group: str, bounds: Bounds) -> list[list[Point]]:
        """Return the rings of a group that may have something inside bounds."""
        boxes = zip(self.rings[group], self._boxes[group], strict=True)
        return [ring for ring, box in boxes if box.meets(bounds)]

    def _rings(self, polygons: Iterable[list[list[int]]]) -> list[list[Point]]:
        """Return every ring of the polygons, holes among them, closed; drawn with the even-odd rule."""
        rings = []
        for references in (ring for polygon in polygons for ring in polygon):
            points: list[Point] = []
            for reference in references:
                arc = self._arcs[reference] if reference >= 0 else self._arcs[~reference][::-1]
                points += arc[1:] if points else arc
            rings.append(points)
        return rings


@lru_cache(maxsize=1)
def outlines() -> Outlines:
    """Return the bundled outlines, read once per process."""
    return Outlines(json.loads(FILE.read_text(encoding="utf-8")))


@lru_cache(maxsize=256)
def land_path(group: str, bounds: Bounds, width: int, margin: float) -> str:
    """Return the `d` of an SVG path that fills the land of a group (`france` or `others`) seen in bounds.

    `width` is that of the drawing, in its units. The land goes on outside the bounds for `margin` times their size,
    where the picture has a frame of another shape; then it is cut.
    """
    return ring_path(outlines().near(group, bounds.wider(margin)), bounds, width, margin)


def ring_path(rings: Iterable[list[Point]], bounds: Bounds, width: int, margin: float = 0.1) -> str:
    """Return the `d` of an SVG path that fills these rings of (longitude, latitude); see `land_path`."""
    project = Projection(bounds, width)
    cut = bounds.wider(margin)
    parts = []
    for ring in rings:
        inside = clip(ring, cut)
        if len(inside) < 4:
            continue
        points = [project(*place) for place in inside]
        kept = [points[i] for i in simplify(points, [DETAIL] * len(points))]
        drawn = [(round(x), round(y)) for x, y in kept]
        if len(set(drawn)) >= 3:
            parts.append(_relative(drawn))
    return "".join(parts)


def dot_path(places: Iterable[Point], bounds: Bounds, width: int) -> str:
    """Return the `d` of an SVG path of dots at these places (longitude, latitude), to be stroked with round ends.

    At most one dot in each square of `DOT_SPACING` units.
    """
    project = Projection(bounds, width)
    squares = {
        (round(x / DOT_SPACING), round(y / DOT_SPACING)) for x, y in (project(*place) for place in places)
    }
    return "".join(f"M{x * DOT_SPACING} {y * DOT_SPACING}h0" for x, y in sorted(squares))


def _relative(points: list[tuple[int, int]]) -> str:
    """Return one closed subpath in relative coordinates, the shortest way to write it."""
    text = [f"M{points[0][0]} {points[0][1]}l"]
    steps = [(x1 - x0, y1 - y0) for (x0, y0), (x1, y1) in pairwise(points)]
    text.append(" ".join(f"{dx} {dy}" for dx, dy in steps if dx or dy))
    return "".join(text).replace(" -", "-") + "z"
