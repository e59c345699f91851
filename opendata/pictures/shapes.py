"""Silhouettes of the themes as polygons, from the sprite that pages draw them with."""

import re
from collections.abc import Iterator
from functools import cache
from math import atan2, cos, pi, sin, sqrt
from pathlib import Path

from django.conf import settings

Point = tuple[float, float]

SIDE = 40  # units of a silhouette
SYMBOL = re.compile(r'<symbol id="s-([a-z]+)"[^>]*><path d="([^"]+)"')
TOKEN = re.compile(r"[A-Za-z]|-?\d*\.?\d+")
NUMBERS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "A": 7, "Z": 0}  # that follow each command
STEPS = 16  # straight lines for a curve


@cache
def silhouettes() -> dict[str, list[Point]]:
    """Return the outline of each silhouette by its name, in units of a square of side `SIDE`."""
    sprite = Path(settings.BASE_DIR) / "static" / "img" / "icons.svg"
    return {name: list(outline(path)) for name, path in SYMBOL.findall(sprite.read_text(encoding="utf-8"))}


def outline(path: str) -> Iterator[Point]:
    """Yield the points of an SVG path that is one closed line; of its commands, those that the sprite uses."""
    tokens = TOKEN.findall(path)
    command, here = "", (0.0, 0.0)
    while tokens:
        if tokens[0].isalpha():
            command = tokens.pop(0)
        taken = NUMBERS[command.upper()]
        values, tokens = [float(token) for token in tokens[:taken]], tokens[taken:]
        if not taken:
            continue
        x, y = here if command.islower() else (0.0, 0.0)
        if command.upper() == "H":
            end = (x + values[0], here[1])
        elif command.upper() == "V":
            end = (here[0], y + values[0])
        else:
            end = (x + values[-2], y + values[-1])
        if command.upper() == "C":
            yield from _curve(here, (x + values[0], y + values[1]), (x + values[2], y + values[3]), end)
        elif command.upper() == "A":
            yield from _arc(here, end, values[0], sweep=bool(values[4]))
        yield end
        here = end


def _curve(start: Point, first: Point, second: Point, end: Point) -> Iterator[Point]:
    """Yield points of a cubic Bézier curve, without its ends."""
    for step in range(1, STEPS):
        t = step / STEPS
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        yield (
            a * start[0] + b * first[0] + c * second[0] + d * end[0],
            a * start[1] + b * first[1] + c * second[1] + d * end[1],
        )


def _arc(start: Point, end: Point, radius: float, *, sweep: bool) -> Iterator[Point]:
    """Yield points of the smaller arc of a circle, without its ends."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    half = sqrt(dx * dx + dy * dy) / 2
    height = sqrt(max(0.0, radius * radius - half * half)) * (1 if sweep else -1)
    x = (start[0] + end[0]) / 2 - dy / (2 * half) * height
    y = (start[1] + end[1]) / 2 + dx / (2 * half) * height
    first, last = atan2(start[1] - y, start[0] - x), atan2(end[1] - y, end[0] - x)
    turn = (last - first) % (2 * pi) if sweep else -((first - last) % (2 * pi))
    for step in range(1, STEPS):
        angle = first + turn * step / STEPS
        yield x + radius * cos(angle), y + radius * sin(angle)
