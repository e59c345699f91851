"""Territories of the same level that touch, as far as the positions of their communes tell."""

from math import cos, radians

from django.db.models import Q

from places.models import Commune
from places.statements import fetch
from places.territory import Inside, Territory

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
    WHERE c.successor_id IS NULL AND c.latitude IS NOT NULL
), ours AS (SELECT y, x FROM squares WHERE code = %s),
around AS (
    SELECT DISTINCT y + dy AS y, x + dx AS x FROM ours, generate_series(-1, 1) AS dy, generate_series(-1, 1) AS dx
)
SELECT p.code, p.name FROM squares JOIN around USING (y, x) JOIN {table} AS p USING (code)
WHERE code <> %s GROUP BY p.code, p.name, p.key HAVING count(*) >= {least} ORDER BY count(*) DESC, p.key LIMIT %s
"""
TOUCHING_OF = {
    level: TOUCHING.format(holder=holder, table=table, square=SQUARE[level], least=LEAST[level])
    for level, (holder, table) in LEVELS.items()
}


def neighbours_of(territory: Territory) -> list[Inside]:
    """Return at most `SHOWN` territories of its level around one, those with the longest border first.

    Around a commune, the nearest ones. One reading of the table of communes: some ten milliseconds.
    """
    if isinstance(territory.place, Commune):
        return _nearest(territory.place)
    rows = fetch(TOUCHING_OF[territory.kind], [territory.code, territory.code, SHOWN])
    return [Inside(territory.kind, code, name) for code, name in rows]


def _nearest(commune: Commune) -> list[Inside]:
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
