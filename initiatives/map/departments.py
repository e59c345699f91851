"""What the server-drawn map shows: points by department; and where a territory lies."""

from typing import Any

from django.db import connection
from django.db.models import Max, Min

from initiatives.filters import Box, Filters
from initiatives.models.actor_set import COMMUNE_PATHS
from initiatives.results import Found
from places.models import Commune, Department
from places.territory import Territory

# The coarsest level has one or two cells for each place.
BY_DEPARTMENT = """
SELECT d.code, sum(count)::bigint FROM places_department AS d JOIN initiatives_cellcount AS c
ON c.place = 'departement-' || d.code AND c.theme = %s AND c.level = 2 GROUP BY 1
"""
BY_DEPARTMENT_WITHIN = """
SELECT code, sum(count)::bigint FROM (
    SELECT substr(place, 13) AS code, count FROM initiatives_cellcount
    WHERE theme = %(theme)s AND level = 2 AND place = ANY(%(departments)s)
    UNION ALL SELECT m.department_id, count FROM places_commune AS m JOIN initiatives_cellcount AS c
    ON c.place = 'commune-' || m.code AND c.theme = %(theme)s AND c.level = 2 WHERE m.code = ANY(%(communes)s)
) AS each GROUP BY code
"""
LOOKED_AT = 5_000  # sheets at most whose points are counted one by one


def counts_by_department(filters: Filters, found: Found) -> dict[str, int]:
    """Return the number of points that pass, by department code: what the server-drawn map shows.

    Of a large set whose points are not counted, the number of sheets stands for that of points.
    """
    counted = filters.counted
    with connection.cursor() as cursor:
        if counted is not None and counted[1] == [""]:
            cursor.execute(BY_DEPARTMENT, counted[:1])
        elif counted is not None:
            theme, places = counted
            communes = _communes_of(places[0])
            departments = [] if communes else places
            params: dict[str, Any] = {"theme": theme, "departments": departments, "communes": communes}
            cursor.execute(BY_DEPARTMENT_WITHIN, params)
        elif found.count > LOOKED_AT:
            codes = Department.objects.values_list("pk", flat=True)
            numbers = found.counts([f"departement-{code}" for code in codes])
            return {key.removeprefix("departement-"): number for key, number in numbers.items()}
        else:
            condition = filters.pins
            cursor.execute(
                f"SELECT department, count(*) FROM initiatives_pin AS p WHERE drawn AND {condition.sql} GROUP BY 1",
                condition.params,
            )
        return dict(cursor.fetchall())


def _communes_of(place: str) -> list[str]:
    """Return the communes by whose department the points of an intercommunality, or of a commune, are told apart."""
    kind, _, code = place.partition("-")
    if kind == "intercommunalite":
        return list(Commune.objects.filter(intercommunality=code).values_list("pk", flat=True))
    return [code] if kind == "commune" else []


# Where a map opens that nothing draws elsewhere.
MAINLAND = Box(-5.2, 41.3, 9.6, 51.1)


def extent_of(territory: Territory) -> Box | None:
    """Return the rectangle that holds the communes of a territory, with some room around; None without positions."""
    path = COMMUNE_PATHS[territory.kind].removeprefix("commune__").replace("commune", "pk")
    ends = (
        Commune.objects.current()
        .filter(**{path: territory.code})
        .aggregate(west=Min("longitude"), south=Min("latitude"), east=Max("longitude"), north=Max("latitude"))
    )
    if ends["west"] is None:
        return None
    room = 0.04  # degrees: some 4 km, so that a territory of one commune is a rectangle too
    return Box(ends["west"] - room, ends["south"] - room, ends["east"] + room, ends["north"] + room)
