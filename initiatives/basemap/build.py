"""Make `static/map/outlines.json`: coasts and countries, fine around France, coarse elsewhere; and its part, `near`.

Source: Natural Earth 4.1, 1:10m countries, public domain (https://www.naturalearthdata.com/about/terms-of-use/),
as the TopoJSON of the npm package `world-atlas` 2.0.2 (packaging under the ISC licence, nothing of it is kept).
Made on 2026-11-23. To make it again:

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python -m initiatives.basemap.build package/countries-10m.json

Why not rectangles cut out of the world: a cut leaves straight false coasts, and an empty sea between France and
its overseas territories. Instead every arc of the topology is simplified once (so neighbours still share their
border) with a tolerance that grows with the distance to the nearest French territory.

Result (see `outlines.decode`): `scale` and `translate` (degrees) of the integer grid; `arcs`, each
`[x, y, dx, dy, dx, dy…]`; `france` and `others`, lists of polygons, each a list of rings (the first is the outside,
others are holes), each a list of arcs, `~i` for arc i backwards; `borders`, the arcs between two countries, all
other arcs being coasts; `labels`, `[text, latitude, longitude, first zoom, last zoom, kind]`.
"""

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import hypot
from pathlib import Path
from typing import Any

from initiatives.basemap.lines import simplify
from initiatives.basemap.near import NEAR_FILE, part
from initiatives.basemap.outlines import FILE

Point = tuple[int, int]
Degrees = tuple[float, float]

MAX_COMPRESSED = 60_000  # bytes

# Countries of ISO 3166-1 that are French soil. Natural Earth's France (250) holds the five overseas departments.
# The Southern and Antarctic Lands have no inhabitants: drawn as any other land.
FRENCH = {"250", "258", "540", "652", "663", "666", "876"}
ANTARCTICA = "010"

# Where detail is kept: west, south, east, north in degrees.
FOCUSES: tuple[tuple[float, float, float, float], ...] = (
    (-5.3, 41.3, 9.7, 51.2),  # metropolitan France
    (-63.2, 14.3, -60.7, 18.2),  # Guadeloupe, Martinique, Saint-Martin, Saint-Barthélemy
    (-54.7, 2.0, -51.5, 5.9),  # Guyane
    (55.1, -21.5, 55.9, -20.8),  # La Réunion
    (44.9, -13.1, 45.4, -12.5),  # Mayotte
    (-56.6, 46.6, -56.0, 47.2),  # Saint-Pierre-et-Miquelon
    (163.5, -22.9, 168.3, -19.4),  # Nouvelle-Calédonie
    (-149.9, -17.9, -149.0, -17.4),  # Tahiti, Moorea
    (-178.3, -14.5, -176.0, -13.1),  # Wallis-et-Futuna
)
FINEST = 0.002  # degrees; the source's own grid is of 0.0036 by 0.0017
COARSEST = 0.35
GROWTH = 0.03  # degrees of tolerance per degree of distance
SMALLEST_FRENCH_ISLAND = 0.012  # degrees, side of its box: Ouessant, Sein, Molène stay

LABELS: tuple[tuple[str, float, float, int, int, str], ...] = (
    ("Manche", 50.0, -1.9, 5, 9, "sea"),
    ("mer d’Iroise", 48.22, -5.25, 8, 11, "sea"),
    ("golfe de Gascogne", 45.3, -4.2, 5, 8, "sea"),
    ("océan Atlantique", 41.0, -25.0, 3, 6, "sea"),
    ("mer Méditerranée", 41.0, 5.5, 4, 8, "sea"),
    ("golfe du Lion", 42.9, 4.1, 7, 9, "sea"),
    ("mer du Nord", 54.2, 3.2, 4, 7, "sea"),
    ("mer des Caraïbes", 15.2, -66.0, 4, 8, "sea"),
    ("océan Indien", -16.5, 52.5, 3, 7, "sea"),
    ("océan Pacifique", -17.0, -160.0, 3, 7, "sea"),
    ("mer de Corail", -18.5, 160.5, 4, 7, "sea"),
    ("Royaume-Uni", 52.3, -1.3, 4, 7, "country"),
    ("Belgique", 50.62, 4.75, 5, 8, "country"),
    ("Luxembourg", 49.78, 6.09, 7, 9, "country"),
    ("Allemagne", 50.6, 9.2, 4, 7, "country"),
    ("Suisse", 46.85, 8.1, 5, 8, "country"),
    ("Italie", 44.3, 10.8, 4, 7, "country"),
    ("Espagne", 40.6, -3.3, 4, 7, "country"),
    ("Andorre", 42.54, 1.57, 8, 10, "country"),
    ("Brésil", 1.2, -52.6, 5, 7, "country"),
    ("Suriname", 4.2, -55.6, 5, 8, "country"),
    ("Dominique", 15.43, -61.34, 8, 10, "country"),
    ("Sainte-Lucie", 13.9, -60.97, 8, 10, "country"),
    ("Madagascar", -19.0, 46.7, 4, 7, "country"),
    ("Maurice", -20.28, 57.57, 7, 10, "country"),
    ("Comores", -11.75, 43.35, 7, 9, "country"),
    ("Canada", 48.6, -57.2, 5, 8, "country"),
)


class Topology:
    """A TopoJSON file whose arcs are kept as integers of its own grid (https://github.com/topojson/topojson-specification)."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.scale: Degrees = tuple(document["transform"]["scale"])
        self.translate: Degrees = tuple(document["transform"]["translate"])
        self.arcs = [_absolute(arc) for arc in document["arcs"]]
        self.countries: list[tuple[str, list[list[list[int]]]]] = [
            (geometry.get("id", ""), _polygons(geometry))
            for geometry in document["objects"]["countries"]["geometries"]
        ]

    def degrees(self, point: Point) -> Degrees:
        """Return longitude and latitude of a grid point."""
        return (
            point[0] * self.scale[0] + self.translate[0],
            point[1] * self.scale[1] + self.translate[1],
        )

    def extent(self, ring: Sequence[int]) -> tuple[float, float, float, float]:
        """Return west, south, east, north in degrees of a ring of arcs."""
        points = [point for arc in ring for point in self.arcs[arc if arc >= 0 else ~arc]]
        west, south = self.degrees((min(x for x, _ in points), min(y for _, y in points)))
        east, north = self.degrees((max(x for x, _ in points), max(y for _, y in points)))
        return west, south, east, north


def _absolute(arc: Iterable[Sequence[int]]) -> list[Point]:
    """Return the positions of a delta-encoded arc."""
    x = y = 0
    points = []
    for dx, dy, *_ in arc:
        x, y = x + dx, y + dy
        points.append((x, y))
    return points


def _polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    if geometry["type"] == "Polygon":
        return [geometry["arcs"]]
    return list(geometry.get("arcs", []))


def distance_to_focus(longitude: float, latitude: float) -> float:
    """Return the distance in degrees to the nearest of FOCUSES; 0 inside one."""
    return min(
        hypot(
            max(west - longitude, 0, longitude - east),
            max(south - latitude, 0, latitude - north),
        )
        for west, south, east, north in FOCUSES
    )


def tolerance(longitude: float, latitude: float) -> float:
    """Return how far, in degrees, a simplified line may be from the true one at this place."""
    return min(COARSEST, FINEST + GROWTH * distance_to_focus(longitude, latitude))


def _kept_rings(topology: Topology, country: str, polygon: list[list[int]]) -> list[list[int]]:
    """Return the rings large enough to be seen at their distance from France; none if the outside is not."""
    rings = []
    for ring in polygon:
        west, south, east, north = topology.extent(ring)
        side = max(east - west, north - south)
        smallest = 4 * tolerance((west + east) / 2, (south + north) / 2)
        if side >= (SMALLEST_FRENCH_ISLAND if country in FRENCH else smallest):
            rings.append(ring)
        elif ring is polygon[0]:
            return []
    return rings


def build(document: dict[str, Any]) -> dict[str, Any]:
    """Return the compact outlines of a `countries-10m.json` TopoJSON document."""
    topology = Topology(document)
    groups: dict[str, list[list[list[int]]]] = {"france": [], "others": []}
    uses: Counter[int] = Counter()
    for country, polygons in topology.countries:
        if country == ANTARCTICA:  # lies beyond what Web Mercator shows
            continue
        for polygon in polygons:
            if rings := _kept_rings(topology, country, polygon):
                groups["france" if country in FRENCH else "others"].append(rings)
                uses.update(arc if arc >= 0 else ~arc for ring in rings for arc in ring)

    number = {arc: i for i, arc in enumerate(sorted(uses))}

    def renumbered(polygons: list[list[list[int]]]) -> list[list[list[int]]]:
        return [
            [[number[a] if a >= 0 else ~number[~a] for a in ring] for ring in rings] for rings in polygons
        ]

    return {
        "source": "Natural Earth 4.1, public domain",
        "scale": topology.scale,
        "translate": topology.translate,
        "arcs": [_encoded(topology, topology.arcs[arc]) for arc in sorted(uses)],
        **{name: renumbered(polygons) for name, polygons in groups.items()},
        "borders": sorted(number[arc] for arc, count in uses.items() if count > 1),
        "labels": LABELS,
    }


def _encoded(topology: Topology, arc: list[Point]) -> list[int]:
    """Return the simplified arc, its first position then differences, in one flat list."""
    places = [topology.degrees(point) for point in arc]
    kept = [arc[i] for i in simplify(places, [tolerance(*place) for place in places])]
    flat = [*kept[0]]
    for (x0, y0), (x1, y1) in pairwise(kept):
        flat += [x1 - x0, y1 - y0]
    return flat


def compact(outlines: dict[str, Any]) -> str:
    """Return the text of a file of outlines."""
    return json.dumps(outlines, ensure_ascii=False, separators=(",", ":")) + "\n"


def main() -> None:
    """Read the TopoJSON file named on the command line, write FILE and NEAR_FILE, refuse one that is too heavy."""
    parser = argparse.ArgumentParser(description="Make the outlines of the map's background.")
    parser.add_argument("source", type=Path, help="countries-10m.json of the npm package world-atlas")
    source: Path = parser.parse_args().source
    outlines = build(json.loads(source.read_text()))
    text = compact(outlines)
    weight = len(gzip.compress(text.encode(), mtime=0))
    if weight > MAX_COMPRESSED:
        raise SystemExit(f"{weight} bytes compressed: more than {MAX_COMPRESSED}.")
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(text)
    NEAR_FILE.write_text(compact(part(json.loads(text))))
    print(f"{FILE.name}: {len(text)} bytes, {weight} compressed")


if __name__ == "__main__":
    main()
