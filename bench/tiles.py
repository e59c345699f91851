"""Squares of the map where people look."""

import math

from bench.corpus import Commune

ZOOMS = range(20)


def address(zoom: int, x: int, y: int, query: str = "") -> str:
    """Return the address of a tile with these filters."""
    return f"/carte/tuiles/{zoom}/{x}/{y}.json" + (f"?{query}" if query else "")


def around(commune: Commune, zoom: int) -> tuple[int, int]:
    """Return the square (x, y) of the Web Mercator map that holds a commune at a zoom."""
    size = 2**zoom
    latitude = math.radians(commune.latitude)
    x = (commune.longitude + 180) / 360
    y = (1 - math.asinh(math.tan(latitude)) / math.pi) / 2
    return min(size - 1, int(x * size)), min(size - 1, int(y * size))
