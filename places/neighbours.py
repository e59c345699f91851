"""Territories of the same level that touch, as far as the positions of their communes tell."""

from math import cos, radians

from django.db.models import Q

from places.models import Commune
from places.statements import fetch
from places.territory import Inside

SHOWN = 10
KM_PER_DEGREE = 111.2  # of latitude
NEAR_KM = 25  # the nearest communes, of which those farther are no neighbours
# Degrees. Communes lie some 4 km apart: where one has another within a square of this, they are on both sides of a
# border. Outlines would say it better, but the gazetteer may have none.
SQUARE = {"region": 0.1, "departement": 0.1, "intercommunalite": 0.06}
LEAST = {"region": 3, "departement": 2, "intercommunalite": 1}  # squares of theirs: less may be a corner
LEVELS = {
    "region": ("d.region_id", "places_region"),
    "departement": ("c.department_id", "places_department"),
    "intercommunalite": ("c.intercommunality_id", "places_intercommunality"),
}
TOUCHING = """
WITH squares AS MATERIALIZED (
    SELECT DISTINCT {holder} AS code, floor(c.latitude / {square})::int AS y, floor(c.longitude / {square})::int AS x
    FROM places_commune AS c JOIN places_department AS d ON d.code = c.department_id
    WHERE c.successor_id IS NULL AND c.latitude IS NOT NULL AND {holder} IS NOT NULL
), around AS (
    SELECT DISTINCT code, y + dy AS y, x + dx AS x
    FROM squares, generate_series(-1, 1) AS dy, generate_series(-1, 1) AS dx
), touching AS (
    SELECT a.code AS ours, s.code, count(*) AS number FROM around AS a JOIN squares AS s USING (y, x)
    WHERE a.code <> s.code GROUP BY 1, 2 HAVING count(*) >= {least}
)
SELECT ours, code, name FROM touching JOIN {table} USING (code) ORDER BY ours, number DESC, key
"""
TOUCHING_OF = {
    level: TOUCHING.format(holder=holder, table=table, square=SQUARE[level], least=LEAST[level])
    for level, (holder, table) in LEVELS.items()
}


def neighbours_at(level: str) -> dict[str, list[Inside]]:
    """Return, by code, at most `SHOWN` territories around each one of a level that is not that of communes.

    Those with the longest border come first. One reading of the table of communes, a tenth of a second for all.
    """
    found: dict[str, list[Inside]] = {}
    for ours, code, name in fetch(TOUCHING_OF[level]):
        around = found.setdefault(ours, [])
        if len(around) < SHOWN:
            around.append(Inside(level, code, name))
    return found


def nearest_to(commune: Commune) -> list[Inside]:
    """Return at most `SHOWN` communes around one, the nearest first; none where its position is not known."""
    latitude, longitude = commune.latitude, commune.longitude
    if latitude is None or longitude is None:
        return []
    reach = NEAR_KM / KM_PER_DEGREE
    wide = reach / max(0.1, cos(radians(latitude)))
    # A position that is not exact may be far off, but hardly from the communes of one's own group.
    around = Commune.objects.filter(
        Q(position_exact=True)
        | Q(intercommunality__isnull=False, intercommunality=commune.intercommunality_id),
        latitude__range=(latitude - reach, latitude + reach),
        longitude__range=(longitude - wide, longitude + wide),
    )
    near = around.nearest(latitude, longitude).exclude(pk=commune.pk).only("name", "latitude", "longitude")
    return [
        Inside("commune", other.pk, other.name)
        for other in near[:SHOWN]
        if (other.km_from(latitude, longitude) or 0) <= NEAR_KM
    ]
