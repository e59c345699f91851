"""Maps of a few initiatives, each at its number: one of the mainland, one of each overseas department concerned.

Only points are on a map: what has none is told beside it, as everywhere else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from initiatives.basemap.ground import WIDTH, Ground, fitted
from initiatives.basemap.insets import OVERSEAS
from initiatives.basemap.marks import SPACE, Mark, spread
from initiatives.basemap.outlines import Bounds, Projection
from initiatives.models import Initiative
from initiatives.svg_map import METROPOLE

LEAST = 0.9  # degrees: nearer, coasts are too coarse, and nothing tells where one is
ROOM = 0.12  # of the bounds, around the points
STEP = 0.05  # degrees: near bounds share the drawing of the land
LETTER, HEIGHT = 13, 30  # units of the drawing: the room of a name


class Number(NamedTuple):
    """An initiative on the map."""

    number: int
    title: str
    mark: Mark


class Name(NamedTuple):
    """The name of a commune, and where its middle stands in the drawing."""

    text: str
    x: int
    y: int


@dataclass(frozen=True)
class NumberedMap:
    """One drawing."""

    label: str
    width: int
    height: int
    ground: Ground
    numbers: list[Number]
    names: list[Name]


class Point(NamedTuple):
    """Where an initiative is, in degrees WGS 84."""

    number: int
    initiative: Initiative
    latitude: float
    longitude: float
    commune: str
    department: str


def maps_of(initiatives: Sequence[Initiative], height: int) -> tuple[list[NumberedMap], list[int]]:
    """Return maps with the initiatives, numbered from 1 in their order, and the numbers of those without a point.

    `height` is that of a drawing, which is 1,000 units wide. Their places must have been fetched.
    """
    points = [point for number, sheet in enumerate(initiatives, 1) if (point := _point(number, sheet))]
    areas: dict[str, list[Point]] = {}
    for point in points:
        areas.setdefault(_area(point), []).append(point)
    shown = {point.number for point in points}
    without = [number for number in range(1, len(initiatives) + 1) if number not in shown]
    drawn = [
        _map(inside[0].department if area else "", inside, height if rank == 0 else height // 2)
        for rank, (area, inside) in enumerate(sorted(areas.items(), key=lambda pair: -len(pair[1])))
    ]
    return drawn, without


def _point(number: int, initiative: Initiative) -> Point | None:
    """Return the first point of an initiative, or None."""
    for place in initiative.locations.all():
        if place.latitude is not None and place.longitude is not None:
            names = [holder.name if holder else "" for holder in (place.commune, place.department)]
            return Point(number, initiative, place.latitude, place.longitude, *names)
    return None


def _area(point: Point) -> str:
    """Return the code of an overseas department, "" for the mainland, else a word for the rest of the world."""
    for code, bounds in {"": METROPOLE, **OVERSEAS}.items():
        if bounds.west <= point.longitude <= bounds.east and bounds.south <= point.latitude <= bounds.north:
            return code
    return "ailleurs"


def _map(label: str, points: Sequence[Point], height: int) -> NumberedMap:
    bounds = fitted(_bounds(points), WIDTH, height)
    project = Projection(bounds, WIDTH)
    marks = [Mark(*project(point.longitude, point.latitude), 1, []) for point in points]
    spread(marks)
    for mark in marks:  # a circle at the edge stays whole
        edge = mark.radius + SPACE
        mark.x = round(min(max(mark.x, edge), WIDTH - edge))
        mark.y = round(min(max(mark.y, edge), height - edge))
    numbers = [
        Number(point.number, point.initiative.title, mark) for point, mark in zip(points, marks, strict=True)
    ]
    return NumberedMap(
        label, WIDTH, height, Ground.drawn(bounds), numbers, _names(points, marks, project, height)
    )


def _bounds(points: Sequence[Point]) -> Bounds:
    west, east = min(p.longitude for p in points), max(p.longitude for p in points)
    south, north = min(p.latitude for p in points), max(p.latitude for p in points)
    wide, high = max(LEAST, (east - west) * (1 + 2 * ROOM)), max(LEAST, (north - south) * (1 + 2 * ROOM))
    x, y = (west + east) / 2, (south + north) / 2
    sides = (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
    return Bounds(*(round(round(side / STEP) * STEP, 2) for side in sides))


def _names(points: Sequence[Point], marks: Sequence[Mark], project: Projection, height: int) -> list[Name]:
    """Return the names of communes that find room under their initiatives, without covering anything."""
    boxes = [(m.x - m.radius, m.y - m.radius, m.x + m.radius, m.y + m.radius) for m in marks]
    names: list[Name] = []
    for point in points:
        if not point.commune or point.commune in {name.text for name in names}:
            continue
        x, y = project(point.longitude, point.latitude)
        half = len(point.commune) * LETTER / 2
        x = min(max(x, half + SPACE), WIDTH - half - SPACE)
        for below in (40, -40, 62, -62):
            box = (x - half, y + below - HEIGHT / 2, x + half, y + below + HEIGHT / 2)
            if box[1] > 0 and box[3] < height and not any(_meet(box, other) for other in boxes):
                boxes.append(box)
                names.append(Name(point.commune, round(x), round(y + below)))
                break
    return names


def _meet(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
