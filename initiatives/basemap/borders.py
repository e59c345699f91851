"""Borders between departments, from their official outlines: each shared line once, coasts left out.

Neighbours in one official file share the very same vertices, so an edge that two outlines have is a border between
them; edges of one outline only are coasts or frontiers, that the bundled outlines already draw.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from initiatives.basemap.lines import Point, simplify

GRID = 200  # steps per degree: 0.005°, 5 px at zoom 10
TOLERANCE = 0.008  # degrees

Edge = tuple[Point, Point]


def geometry_rings(geometry: Mapping[str, Any] | None) -> list[list[Point]]:
    """Return the rings of (longitude, latitude) of a GeoJSON Polygon or MultiPolygon; none for anything else."""
    if not geometry or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        return []
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [[(point[0], point[1]) for point in ring] for polygon in polygons for ring in polygon]


def borders(outlines: Iterable[tuple[str | None, Mapping[str, Any] | None]]) -> dict[str, list[list[int]]]:
    """Return the lines between neighbours, as `regions` (two sides in different regions) and `departements`.

    `outlines` are pairs of a region's code and a department's GeoJSON geometry. A line is
    `[x, y, dx, dy…]` in whole steps of 1 / GRID degrees of longitude and latitude.
    """
    sides: dict[Edge, list[str | None]] = defaultdict(list)
    for region, geometry in outlines:
        for ring in geometry_rings(geometry):
            for start, end in pairwise(ring):
                sides[(start, end) if start < end else (end, start)].append(region)
    shared = {edge: regions for edge, regions in sides.items() if len(regions) == 2}
    groups = {
        "regions": [edge for edge, (a, b) in shared.items() if a != b],
        "departements": [edge for edge, (a, b) in shared.items() if a == b],
    }
    return {name: [_encoded(line) for line in chained(edges)] for name, edges in groups.items()}


def chained(edges: Iterable[Edge]) -> list[list[Point]]:
    """Return lines that cover each edge once, each running from one junction or end to the next."""
    neighbours: dict[Point, list[Point]] = defaultdict(list)
    for start, end in edges:
        neighbours[start].append(end)
        neighbours[end].append(start)
    done: set[Edge] = set()
    lines = []

    def walk(start: Point, towards: Point) -> None:
        line = [start]
        previous, point = start, towards
        while _ordered(previous, point) not in done:
            done.add(_ordered(previous, point))
            line.append(point)
            if len(neighbours[point]) != 2:
                break
            following = [n for n in neighbours[point] if n != previous]
            if not following:
                break
            previous, point = point, following[0]
        if len(line) > 1:
            lines.append(line)

    for point in sorted(neighbours, key=lambda p: len(neighbours[p]) == 2):  # closed lines come last
        for other in neighbours[point]:
            walk(point, other)
    return lines


def _ordered(a: Point, b: Point) -> Edge:
    return (a, b) if a < b else (b, a)


def _encoded(line: list[Point]) -> list[int]:
    kept = [line[i] for i in simplify(line, [TOLERANCE] * len(line))]
    grid = [(round(x * GRID), round(y * GRID)) for x, y in kept]
    flat = [*grid[0]]
    for (x0, y0), (x1, y1) in pairwise(grid):
        flat += [x1 - x0, y1 - y0]
    return flat
