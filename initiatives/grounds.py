"""The grounds of the maps of territories: read where the worker drew them, else drawn at once."""

from collections.abc import Iterable

from initiatives.basemap.ground import WIDTH, Ground, fitted
from initiatives.basemap.outlines import Bounds, Projection
from initiatives.models import TerritoryGround
from places.models import Department, Region
from places.statements import fetch
from places.territory import Territory

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


def ground_of(territory: Territory) -> TerritoryGround | None:
    """Return what the map of a territory shows whatever happens there; None for a commune, or without positions."""
    if territory.kind not in COMMUNES_OF:
        return None
    return TerritoryGround.objects.filter(pk=territory.token).first() or _drawn(territory)


def draw_all() -> int:
    """Draw the grounds of all regions and departments; write those that changed, and return how many did.

    A region takes 30 ms, a department 10: with them kept, the first look at a page in a process is no longer than
    the next. What lies in an intercommunality is drawn when it is asked for.
    """
    kept = TerritoryGround.objects.in_bulk()
    drawn = {}
    for place in (*Region.objects.all(), *Department.objects.all()):
        territory = Territory.from_token(place.token)
        ground = _drawn(territory) if territory else None
        if ground is not None:
            drawn[ground.pk] = ground
    changed = [ground for token, ground in drawn.items() if not _same(ground, kept.get(token))]
    TerritoryGround.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["territory"],
        update_fields=["bounds", "france", "others", "outline", "dots", "centres"],
    )
    gone, _ = TerritoryGround.objects.filter(pk__in=kept.keys() - drawn.keys()).delete()
    return len(changed) + gone


def _same(ground: TerritoryGround, kept: TerritoryGround | None) -> bool:
    return kept is not None and (ground.ground, ground.centres) == (kept.ground, kept.centres)


def _drawn(territory: Territory) -> TerritoryGround | None:
    """Draw the ground of a territory and find the middles of its parts; None without positions."""
    rows = fetch(COMMUNES_OF[territory.kind], [territory.code])
    if not rows:
        return None
    places = [(longitude, latitude) for _, _, _, latitude, longitude, _ in rows]
    ground = Ground.drawn(_bounds(places), outlines=_rings(territory), dots=places)
    return TerritoryGround.of(territory.token, ground, _centres(territory, rows))


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
