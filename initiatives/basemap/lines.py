"""Lines of (x, y) points: fewer of them, and only those inside a rectangle."""

from collections.abc import Sequence
from math import hypot

Point = tuple[float, float]


def simplify(points: Sequence[Point], limits: Sequence[float]) -> list[int]:
    """Return the indexes kept by Douglas-Peucker when `limits` gives each point its own tolerance.

    The two ends always stay. A closed line is first split at the point farthest from its start.
    """
    last = len(points) - 1
    keep = {0, last}
    pending = [(0, last)]
    if points[0] == points[last] and last > 2:
        x, y = points[0]
        far = max(range(last), key=lambda i: hypot(points[i][0] - x, points[i][1] - y))
        keep.add(far)
        pending = [(0, far), (far, last)]
    while pending:
        first, end = pending.pop()
        worst, at = 1.0, -1
        for i in range(first + 1, end):
            excess = _distance(points[i], points[first], points[end]) / limits[i]
            if excess > worst:
                worst, at = excess, i
        if at >= 0:
            keep.add(at)
            pending += [(first, at), (at, end)]
    return sorted(keep)


def _distance(point: Point, start: Point, end: Point) -> float:
    """Return the distance from a point to a segment."""
    (px, py), (ax, ay), (bx, by) = point, start, end
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    t = 0.0 if length == 0 else max(0.0, min(1.0, ((px - ax) * dx + (py - ay) * dy) / length))
    return hypot(px - ax - t * dx, py - ay - t * dy)


def clip(ring: list[Point], bounds: tuple[float, float, float, float]) -> list[Point]:
    """Return the closed ring cut to a rectangle (Sutherland and Hodgman, 1974); empty when nothing is inside.

    `bounds` are west, south, east, north: the least x, the least y, the greatest x, the greatest y.
    """
    west, south, east, north = bounds
    points = ring
    for axis, limit, sign in (
        (0, west, 1),
        (0, east, -1),
        (1, south, 1),
        (1, north, -1),
    ):
        if not points:
            return []
        kept: list[Point] = []
        previous = points[-1]
        for point in points:
            inside, was_inside = (point[axis] - limit) * sign >= 0, (previous[axis] - limit) * sign >= 0
            if inside != was_inside:
                t = (limit - previous[axis]) / (point[axis] - previous[axis])
                kept.append(
                    (
                        previous[0] + t * (point[0] - previous[0]),
                        previous[1] + t * (point[1] - previous[1]),
                    )
                )
            if inside:
                kept.append(point)
            previous = point
        points = kept
    return points + points[:1] if points and points[0] != points[-1] else points
