"""Sets of sheets small enough to be looked at one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import connection

from initiatives.filters.conditions import WITH_KEYS, Condition
from initiatives.results.found import CEILING, TAGS, Hit
from places.models import Commune
from places.statements import Row, fetch

# Weights of ts_rank for D, C, B, A: description, summary and place, tags and actors, title.
WEIGHTS = "{0.1, 0.3, 0.6, 1.0}"
KM_PER_DEGREE = 111.2  # of latitude: the Earth's circumference, 40,030 km, by 360


@dataclass(frozen=True)
class Order:
    """How rows are sorted: SQL expressions on `l`, the listing, with their parameters; then the newest first."""

    expressions: tuple[str, ...] = ()
    params: tuple[Any, ...] = ()
    is_distance: bool = False


RECENT = Order()
TITLE = Order(("title_key",))


def relevance(query: str, places: Sequence[str]) -> Order:
    """Sort by relevance for a text query of PostgreSQL: first what lies in the places that were named."""
    rank = "-ts_rank(%s, search, %s::tsquery, 1)"
    if not places:
        return Order((rank,), (WEIGHTS, query))
    return Order(("NOT keys && %s", rank), (list(places), WEIGHTS, query))


def distance(commune: Commune) -> Order:
    """Sort by distance from a commune to the nearest place of a sheet; what has none comes last.

    On a flat map scaled at the latitude of the commune: within 1 % up to some 300 km, enough to sort by.
    """
    latitude, longitude = commune.latitude or 0.0, commune.longitude or 0.0
    nearest = (
        "(SELECT min(sqrt(power((latitude_e6 / 1e6::float8 - %s) * %s, 2)"
        " + power((longitude_e6 / 1e6::float8 - %s) * %s * cos(radians(%s)), 2)))"
        " FROM initiatives_pin WHERE initiative_id = l.initiative_id)"
    )
    return Order((nearest,), (latitude, KM_PER_DEGREE, longitude, KM_PER_DEGREE, latitude), is_distance=True)


@dataclass
class RowsFound:
    """The listings `l` that meet a condition."""

    condition: Condition
    order: Order = RECENT
    most: int = CEILING + 1  # looked for; fewer where only the first are wanted

    @cached_property
    def _hits(self) -> list[Hit]:
        """Those found, in order, one more than can be reached.

        The set is found first, whatever its order: the planner must not hope to meet a rare word on its way through the
        newest sheets.
        """
        columns = "".join(f", {expression} AS o{n}" for n, expression in enumerate(self.order.expressions))
        order = "".join(f"o{n} NULLS LAST, " for n in range(len(self.order.expressions)))
        sql = (
            f"WITH found AS MATERIALIZED (SELECT initiative_id, position{columns} FROM initiatives_listing AS l"
            f" WHERE {self.condition.sql}) SELECT initiative_id, {'o0' if self.order.is_distance else 'NULL'}"
            f" FROM found ORDER BY {order}position DESC LIMIT %s"
        )
        return [Hit(*row) for row in self._read(sql, [*self.order.params, *self.condition.params, self.most])]

    def _read(self, sql: str, params: Sequence[Any]) -> list[Row]:
        """Return the rows of a statement, planned anew if several conditions leave PostgreSQL a choice of indexes."""
        if self.condition.sql == WITH_KEYS:
            return fetch(sql, params)
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()

    @property
    def count(self) -> int:
        """See `Found`."""
        return len(self._hits)

    @property
    def reach(self) -> int:
        """See `Found`."""
        return min(self.count, CEILING)

    def hits(self, start: int, stop: int) -> list[Hit]:
        """See `Found`."""
        return self._hits[start:stop]

    def counts(self, keys: Sequence[str]) -> dict[str, int]:
        """See `Found`."""
        asked = [key for key in keys if key != TAGS]
        sql = (
            "SELECT key, count(*) FROM initiatives_listing AS l, unnest(keys) AS key"
            f" WHERE ({self.condition.sql}) AND (key = ANY(%s) OR (%s AND starts_with(key, 'tag:'))) GROUP BY key"
        )
        return dict(self._read(sql, [*self.condition.params, asked, TAGS in keys]))
