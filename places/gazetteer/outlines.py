"""Make outlines light enough for a page, and keep neighbours' borders the same on both sides.

Borders are cut into arcs where three outlines meet; each arc is simplified once (Douglas and Peucker, 1973) and serves
both neighbours, so that no gap opens between them.
"""

from collections import defaultdict
from collections.abc import Iterable
from math import cos, hypot, radians
from typing import Any, TypeVar

Position = tuple[float, float]  # longitude, latitude, degrees WGS 84
Ring = list[Position]
Key = TypeVar("Key")

DIGITS = 3  # decimals of a degree: 111 m
TOLERANCE = 0.01  # degrees of latitude, 1.1 km: under a pixel on a map of the country


def simplify(geometries: dict[Key, dict[str, Any]]) -> dict[Key, dict[str, Any]]:
    """Return light GeoJSON MultiPolygons for GeoJSON Polygons or MultiPolygons, by the same keys.

    Islands smaller than the tolerance go, but each outline keeps its largest ring.

    Raises:
        ValueError, TypeError, KeyError, IndexError: a geometry is neither, or holds something else than positions.
    """
    polygons = {key: _polygons(geometry) for key, geometry in geometries.items()}
    joints = _joints(ring for parts in polygons.values() for part in parts for ring in part)
    done: dict[tuple[Position, ...], Ring] = {}
    return {
        key: {"type": "MultiPolygon", "coordinates": _light(parts, joints, done)}
        for key, parts in polygons.items()
    }


def _polygons(geometry: dict[str, Any]) -> list[list[Ring]]:
    """Return the polygons of a geometry, their rings open (the first point is not repeated) and without doubles."""
    kinds = {"Polygon": [geometry["coordinates"]], "MultiPolygon": geometry["coordinates"]}
    parts = [[_open(ring) for ring in polygon] for polygon in kinds[geometry["type"]]]
    return [[ring for ring in part if len(ring) >= 3] for part in parts if len(part[0]) >= 3]


def _open(ring: list[list[float]]) -> Ring:
    points: Ring = []
    for longitude, latitude, *_ in ring:
        if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
            raise ValueError(f"position hors du globe\u00a0: {longitude}, {latitude}")
        point = (round(longitude, DIGITS), round(latitude, DIGITS))
        if not points or point != points[-1]:
            points.append(point)
    return points[:-1] if len(points) > 1 and points[0] == points[-1] else points


def _joints(rings: Iterable[Ring]) -> set[Position]:
    """Return the points from which more than two borders leave."""
    neighbours: dict[Position, set[Position]] = defaultdict(set)
    for ring in rings:
        for index, point in enumerate(ring):
            neighbours[point] |= {ring[index - 1], ring[(index + 1) % len(ring)]}
    return {point for point, others in neighbours.items() if len(others) > 2}


def _light(parts: list[list[Ring]], joints: set[Position], done: dict[Any, Ring]) -> list[list[Ring]]:
    """Simplify the rings of one outline, drop what becomes too small, close what is left."""
    largest = max((part[0] for part in parts), key=_extent, default=[])
    light = []
    for outer, *holes in parts:
        ring = _ring(outer, joints, done)
        if len(ring) < 4 and outer is largest:
            ring = [*outer, outer[0]]
        if len(ring) >= 4 and (outer is largest or _extent(outer) > 2 * TOLERANCE):
            inner = [_ring(hole, joints, done) for hole in holes if _extent(hole) > 2 * TOLERANCE]
            light.append([ring, *(hole for hole in inner if len(hole) >= 4)])
    return light


def _extent(ring: Ring) -> float:
    longitudes, latitudes = zip(*ring, strict=True)
    return hypot(_scaled(max(longitudes) - min(longitudes), latitudes[0]), max(latitudes) - min(latitudes))


def _scaled(longitudes: float, latitude: float) -> float:
    return longitudes * cos(radians(latitude))


def _ring(ring: Ring, joints: set[Position], done: dict[Any, Ring]) -> Ring:
    """Simplify a ring arc by arc, from joint to joint; return it closed."""
    cuts = [index for index, point in enumerate(ring) if point in joints]
    if len(cuts) < 2:
        # An island, or a border with one neighbour: any two far points that both sides choose alike will do.
        start = ring.index(min(ring))
        far = max(range(len(ring)), key=lambda index: (_gap(ring[index], ring[start]), ring[index]))
        cuts = sorted({*cuts, start, far})
    simplified: Ring = []
    for first, last in zip(cuts, [*cuts[1:], cuts[0] + len(ring)], strict=True):
        arc = tuple(ring[index % len(ring)] for index in range(first, last + 1))
        simplified += _arc(arc, done)[:-1]
    return [*simplified, simplified[0]]


def _gap(one: Position, other: Position) -> float:
    return hypot(_scaled(one[0] - other[0], one[1]), one[1] - other[1])


def _arc(arc: tuple[Position, ...], done: dict[Any, Ring]) -> Ring:
    """Simplify an arc once, whichever way it runs."""
    forward = arc <= arc[::-1]
    key = arc if forward else arc[::-1]
    if key not in done:
        done[key] = _douglas_peucker(key)
    return done[key] if forward else done[key][::-1]


def _douglas_peucker(points: tuple[Position, ...]) -> Ring:
    """Keep both ends and every point without which the line would move by more than the tolerance."""
    kept = {0, len(points) - 1}
    pending = [(0, len(points) - 1)]
    while pending:
        first, last = pending.pop()
        distance, index = max(
            ((_off_line(points[i], points[first], points[last]), i) for i in range(first + 1, last)),
            default=(0.0, first),
        )
        if distance > TOLERANCE:
            kept.add(index)
            pending += [(first, index), (index, last)]
    return [points[index] for index in sorted(kept)]


def _off_line(point: Position, start: Position, end: Position) -> float:
    """Return how far a point is from a segment, in degrees of latitude."""
    x, y = _scaled(point[0] - start[0], start[1]), point[1] - start[1]
    dx, dy = _scaled(end[0] - start[0], start[1]), end[1] - start[1]
    length = dx * dx + dy * dy
    along = min(1.0, max(0.0, (x * dx + y * dy) / length)) if length else 0.0
    return hypot(x - along * dx, y - along * dy)
