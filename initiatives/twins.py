"""Sheets that may already tell what another one is about to tell: alike by name, close by place.

The thresholds are those that work elsewhere: a few hundred metres with close names, a kilometre with closer ones, since
the same place is found that far apart in two sources. Same names kilometres apart are different places more often than
not: a person decides, nothing is refused.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from math import cos, radians
from typing import Any

from django.db import connection

from initiatives.filters.box import Box
from initiatives.models import Actor, Initiative, Location
from initiatives.results.rows import KM_PER_DEGREE
from moderation.models import Status
from places.distance import distance_km

# How alike two names must be (pg_trgm, from 0 to 1): so many kilometres apart at most, and in the same commune.
NEAR = ((0.4, 0.3), (1.0, 0.45))
SAME_COMMUNE = 0.6
LOOKED_AT = 5000  # sheets, of which the likeness is computed
SHOWN = 5

AROUND = """
SELECT p.initiative_id, similarity(l.title_key, public.fold(%s)) AS likeness, latitude_e6 / 1e6, longitude_e6 / 1e6
FROM (SELECT * FROM initiatives_pin WHERE drawn AND {inside} LIMIT {most}) AS p
JOIN initiatives_listing AS l USING (initiative_id)
"""
# One word in common is enough to be looked at.
IN_COMMUNE = """
SELECT initiative_id, similarity(title_key, public.fold(%s)) FROM (
    SELECT initiative_id, title_key FROM initiatives_listing
    WHERE keys @> ARRAY[%s] AND search @@ (
        SELECT replace(plainto_tsquery('public.french_folded', public.fold(%s))::text, '&', '|')::tsquery
    ) LIMIT {most}
) AS l
"""
WAITING = """
SELECT i.id, similarity(public.fold(i.title), public.fold(%s)) FROM initiatives_initiative AS i
WHERE i.status = ANY(%s) AND EXISTS (
    SELECT FROM initiatives_location AS l WHERE l.initiative_id = i.id AND l.commune_id = %s)
"""


# Of an actor: names alike in the same commune; the same name where one of them has none.
ACTORS = """
SELECT id, max(likeness) AS likeness FROM (
    SELECT id, similarity(public.fold(name), public.fold(%(name)s)) AS likeness FROM initiatives_actor
    WHERE commune_id = %(commune)s AND status = ANY(%(statuses)s)
    UNION ALL
    SELECT id, 1 FROM initiatives_actor
    WHERE public.fold(name) = public.fold(%(name)s) AND status = ANY(%(statuses)s)
    AND (commune_id IS NULL OR %(commune)s::text IS NULL)
) AS a WHERE likeness >= %(least)s GROUP BY id ORDER BY likeness DESC, id LIMIT %(most)s
"""
SAME_NAME = 0.95  # in words


@dataclass(frozen=True)
class Twin:
    """A sheet that may tell the same."""

    initiative: Initiative
    likeness: float
    """Of the names, from 0 to 1."""
    km: float | None
    """Between the points; None where one of them has no point."""

    @property
    def metres(self) -> int | None:
        """The distance, rounded to ten metres."""
        return None if self.km is None else round(self.km * 100) * 10


def twins_of(
    title: str,
    locations: Iterable[Location],
    *,
    but: int | None = None,
    apart: Collection[int] = (),
    waiting: bool = False,
) -> list[Twin]:
    """Return the likeliest twins, published ones, with `waiting` those in the queue too.

    `but` leaves out the sheet itself, `apart` those that are known not to be the same.
    """
    found: dict[int, tuple[float, float | None]] = {}
    communes: set[str] = set()
    with connection.cursor() as cursor:
        for location in locations:
            if location.commune_id:
                communes.add(location.commune_id)
            if location.latitude is None or location.longitude is None:
                continue
            inside = _box(location.latitude, location.longitude).condition
            cursor.execute(AROUND.format(inside=inside.sql, most=LOOKED_AT), [title, *inside.params])
            for number, likeness, latitude, longitude in cursor.fetchall():
                km = distance_km(location.latitude, location.longitude, float(latitude), float(longitude))
                if any(km <= most and likeness >= least for most, least in NEAR):
                    known = found.get(number)
                    found[number] = (likeness, km if known is None or known[1] is None else min(km, known[1]))
        for commune in sorted(communes):
            asked: list[tuple[str, list[Any]]] = [
                (IN_COMMUNE.format(most=LOOKED_AT), [title, f"commune-{commune}", title])
            ]
            if waiting:
                asked.append((WAITING, [title, [Status.UNCONFIRMED, Status.PENDING], commune]))
            for sql, params in asked:
                cursor.execute(sql, params)
                for number, likeness in cursor.fetchall():
                    if likeness >= SAME_COMMUNE:
                        found.setdefault(number, (likeness, None))
    for number in {but or 0, *apart}:
        found.pop(number, None)
    best = sorted(found, key=lambda number: (-found[number][0], found[number][1] or 0.0))[:SHOWN]
    initiatives = Initiative.objects.for_cards().in_bulk(best)
    return [Twin(initiatives[number], *found[number]) for number in best if number in initiatives]


def actors_like(
    actor: Actor, *, apart: Collection[int] = (), waiting: bool = True
) -> list[tuple[Actor, float]]:
    """Return the published actors that may be the same as this one, each with the likeness of its name.

    With `waiting`, those in the queue too; `apart` are known not to be the same.
    """
    but = {actor.pk, *apart}
    params = {
        "name": actor.name,
        "commune": actor.commune_id,
        "statuses": [Status.PUBLISHED, *([Status.UNCONFIRMED, Status.PENDING] if waiting else [])],
        "least": SAME_COMMUNE,
        "most": SHOWN + len(but),
    }
    with connection.cursor() as cursor:
        cursor.execute(ACTORS, params)
        found = {number: likeness for number, likeness in cursor.fetchall() if number not in but}
    actors = Actor.objects.select_related("commune").in_bulk(list(found)[:SHOWN])
    return [(actors[number], found[number]) for number in list(found)[:SHOWN] if number in actors]


def _box(latitude: float, longitude: float) -> Box:
    """Return the rectangle that holds all that is as near as it must be."""
    km = NEAR[-1][0]
    high = km / KM_PER_DEGREE
    wide = high / max(0.05, cos(radians(latitude)))
    return Box(longitude - wide, latitude - high, longitude + wide, latitude + high)
