"""The map of one territory with its parts: a circle for each part where something happens, which leads to its page."""

from collections.abc import Callable, Iterable, Mapping

from django.utils.safestring import SafeString

from initiatives.basemap.marks import Spot
from initiatives.basemap.outlines import Bounds, Projection
from initiatives.svg_map import TEASER_SPACING, WIDTH, SvgMap, fitted
from places.models import Department, Region
from places.statements import fetch
from places.territory import Inside, Territory

ROOM = 0.05  # degrees around the communes of a territory
HEIGHT = 760  # units: the most, so that a long territory leaves room for the rest of the page
COMMUNES = """
SELECT c.department_id, c.intercommunality_id, c.code, c.latitude, c.longitude, c.population
FROM places_commune AS c JOIN places_department AS d ON d.code = c.department_id
WHERE {holder} = %s AND c.successor_id IS NULL AND c.latitude IS NOT NULL
"""
HOLDERS = {
    "region": "d.region_id",
    "departement": "c.department_id",
    "intercommunalite": "c.intercommunality_id",
}
COMMUNES_OF = {level: COMMUNES.format(holder=holder) for level, holder in HOLDERS.items()}


def territory_drawing(
    territory: Territory, counts: Mapping[str, int], page: Callable[[Inside], str] = Inside.get_absolute_url
) -> SafeString:
    """Return the drawing of a territory and its parts, `counts` by token; nothing for a commune, or without positions.

    Each circle leads to a `page`. A part stands at the middle of its inhabitants, which is where people look for it.
    """
    inside = COMMUNES_OF.get(territory.kind)
    rows = fetch(inside, [territory.code]) if inside else []
    if not rows:
        return SafeString()
    centres = _centres(territory, rows)
    spots = [
        Spot(part.code, part.name, *centres[part.token], counts.get(part.token, 0), "", page(part))
        for part in territory.children
        if part.token in centres
    ]
    drawing = SvgMap(
        spots,
        _bounds([(longitude, latitude) for _, _, _, latitude, longitude, _ in rows]),
        query=f"territoire={territory.token}",
        spacing=TEASER_SPACING,
        outlines=_rings(territory),
        dots=[(longitude, latitude) for _, _, _, latitude, longitude, _ in rows],
    )
    return drawing.drawn(label=f"Initiatives {territory.phrase}")


def _centres(territory: Territory, rows: Iterable[tuple]) -> dict[str, tuple[float, float]]:
    """Return latitude and longitude of each part by token: the mean of its communes, weighted by inhabitants."""
    sums: dict[str, list[float]] = {}
    for department, group, commune, latitude, longitude, population in rows:
        if territory.kind == "region":
            token = f"departement-{department}"
        elif territory.kind == "departement" and group:
            token = f"intercommunalite-{group}"
        else:
            token = f"commune-{commune}"
        weight = population or 1
        total = sums.setdefault(token, [0.0, 0.0, 0.0])
        for index, value in enumerate((weight * latitude, weight * longitude, weight)):
            total[index] += value
    return {token: (y / weight, x / weight) for token, (y, x, weight) in sums.items()}


def _bounds(places: list[tuple[float, float]]) -> Bounds:
    """Return what holds all places (longitude, latitude), with some room, in a picture that is not too high."""
    longitudes, latitudes = zip(*places, strict=True)
    bounds = Bounds(
        round(min(longitudes) - ROOM, 2),
        round(min(latitudes) - ROOM, 2),
        round(max(longitudes) + ROOM, 2),
        round(max(latitudes) + ROOM, 2),
    )
    high = Projection(bounds, WIDTH).height
    return fitted(bounds, WIDTH, HEIGHT if high > HEIGHT else max(round(high), HEIGHT // 2))


def _rings(territory: Territory) -> list[list[tuple[float, float]]]:
    """Return the official outline of a region or a department, once it is loaded."""
    place = territory.place
    outline = place.outline if isinstance(place, Region | Department) else None
    polygons = outline["coordinates"] if outline else []
    return [[(point[0], point[1]) for point in ring] for polygon in polygons for ring in polygon]
