"""The part of `static/map/outlines.json` that the map needs while it shows Europe: `static/map/outlines-near.json`.

Rings are taken whole or not at all, so the part has no false coast; whoever looks beyond NEAR takes the whole file.
"""

from collections.abc import Sequence
from typing import Any

from initiatives.basemap.outlines import FILE, Bounds, positions

NEAR_FILE = FILE.with_name("outlines-near.json")
# A window of 1,500 pixels on the country, and room around; static/js/map/view.js has it too.
NEAR = Bounds(-32, 26, 36, 66)


def part(document: dict[str, Any], bounds: Bounds = NEAR) -> dict[str, Any]:
    """Return the outlines of which only the rings with a point in `bounds` are kept."""
    (sx, sy), (tx, ty) = document["scale"], document["translate"]

    def is_near(ring: Sequence[int]) -> bool:
        return any(
            bounds.west <= x * sx + tx <= bounds.east and bounds.south <= y * sy + ty <= bounds.north
            for arc in ring
            for x, y in positions(document["arcs"][arc if arc >= 0 else ~arc])
        )

    groups = {
        # A polygon whose outside is far has no hole that is near.
        name: [rings for polygon in document[name] if (rings := [ring for ring in polygon if is_near(ring)])]
        for name in ("france", "others")
    }
    uses = [arc for polygons in groups.values() for polygon in polygons for ring in polygon for arc in ring]
    kept = sorted({arc if arc >= 0 else ~arc for arc in uses})
    number = {arc: i for i, arc in enumerate(kept)}

    def renumbered(ring: list[int]) -> list[int]:
        return [number[arc] if arc >= 0 else ~number[~arc] for arc in ring]

    return {
        **document,
        "arcs": [document["arcs"][arc] for arc in kept],
        **{
            name: [[renumbered(ring) for ring in polygon] for polygon in polygons]
            for name, polygons in groups.items()
        },
        "borders": [number[arc] for arc in document["borders"] if arc in number],
    }
