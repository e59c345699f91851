"""The nearest of a large set: pins in a square that grows until it holds enough."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import cos, radians

from django.db import connection

from initiatives.filters.box import Box
from initiatives.filters.conditions import EVERY, Condition
from initiatives.results.found import NEAREST, Found, Hit
from initiatives.results.rows import KM_PER_DEGREE
from places.models import Commune

FIRST_KM, GROWTH, LAST_KM = 4.0, 2.0, 20_000.0
FEW_GROWTH = 4.0  # of the square in which a few are looked for


@dataclass
class NearFound:
    """The sheets of `all`, which are many, the nearest to a commune first."""

    all: Found
    pins: Condition
    commune: Commune

    @property
    def count(self) -> int:
        """See `Found`."""
        return self.all.count

    @property
    def reach(self) -> int:
        """See `Found`."""
        return min(self.all.reach, NEAREST)

    def hits(self, start: int, stop: int) -> list[Hit]:
        """See `Found`."""
        km = FIRST_KM
        found: list[Hit] = []
        while len(found) < min(stop, self.reach) and km < LAST_KM:
            found = self._within(km)
            km *= GROWTH
        return found[start:stop]

    def _within(self, km: float) -> list[Hit]:
        """Return the sheets with a place at most so far, sorted."""
        return within(self.commune.latitude or 0.0, self.commune.longitude or 0.0, km, self.pins)

    def counts(self, keys: Sequence[str]) -> dict[str, int]:
        """See `Found`."""
        return self.all.counts(keys)


def nearest(
    latitude: float, longitude: float, *, number: int, but: Collection[int], first_km: float, most_km: float
) -> list[Hit]:
    """Return the sheets nearest to a point (degrees WGS 84), so many, but for some; none farther than `most_km`.

    They are looked for within `first_km`, then farther and farther.
    """
    km, found = first_km, list[Hit]()
    while len(found) < number and km < FEW_GROWTH * most_km:
        hits = within(latitude, longitude, min(km, most_km), EVERY, most=number + len(but))
        found = [hit for hit in hits if hit.initiative not in but]
        km *= FEW_GROWTH
    return found[:number]


def within(
    latitude: float, longitude: float, km: float, pins: Condition, *, most: int = NEAREST
) -> list[Hit]:
    """Return the sheets with a place at most so far from a point (degrees WGS 84), the nearest first."""
    shrink = cos(radians(latitude))
    high, wide = km / KM_PER_DEGREE, km / KM_PER_DEGREE / shrink
    box = Box(
        max(-180.0, longitude - wide),
        max(-90.0, latitude - high),
        min(180.0, longitude + wide),
        min(90.0, latitude + high),
    )
    inside = box.condition
    # Points and mere communes have an index each.
    placed = " UNION ALL ".join(
        f"SELECT initiative_id, latitude_e6, longitude_e6 FROM initiatives_pin AS p"
        f" WHERE {drawn} AND {inside.sql} AND {pins.sql}"
        for drawn in ("drawn", "NOT drawn")
    )
    east = KM_PER_DEGREE * shrink
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM (SELECT initiative_id, min(sqrt(power((latitude_e6 / 1e6::float8 - %s) * %s, 2)"
            " + power((longitude_e6 / 1e6::float8 - %s) * %s, 2))) AS km"
            f" FROM ({placed}) AS placed GROUP BY initiative_id) AS far"
            " WHERE km <= %s ORDER BY km, initiative_id DESC LIMIT %s",
            [
                *(latitude, KM_PER_DEGREE, longitude, east),
                *(2 * (inside.params + pins.params)),
                *(km, most),
            ],
        )
        return [Hit(*row) for row in cursor.fetchall()]
