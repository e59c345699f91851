"""What lies in a rectangle of the map."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from initiatives.filters.box import Box
from initiatives.filters.conditions import Condition
from initiatives.results.bits import BitsFound
from initiatives.results.found import CEILING, NEAREST, Hit
from initiatives.results.kept import KeptFound

LEVELS = (12, 10, 8, 6, 4, 2)  # of `CellCount`
SQUARES = 200  # summed at most
FEW = 10_000  # points in a rectangle: below, they are sorted rather than met among the newest sheets
MANY = 20_000  # beyond, points are not looked at one by one


def points_in(box: Box) -> tuple[int, int]:
    """Return between how many points and how many lie in a rectangle, from the counts."""
    zoom, codes = box.squares(SQUARES)
    level = next((level for level in LEVELS if level <= zoom), LEVELS[-1])
    squares = {code >> 2 * (zoom - level) for code in codes} if zoom >= level else set()
    west, south, east, north = box.sides
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count, latitude_sum, longitude_sum FROM initiatives_cellcount"
            " WHERE place = '' AND theme = 0 AND level = %s AND cell = ANY(%s)",
            [level, list(squares)],
        )
        rows = cursor.fetchall()
    # A square whose middle of gravity is inside is taken for inside: enough to choose a way.
    inside = sum(
        count
        for count, latitude, longitude in rows
        if west <= longitude / count <= east and south <= latitude / count <= north
    )
    return inside, sum(count for count, *_ in rows)


def sheets_in(box: Box) -> int:
    """Return how many sheets have a point in a rectangle, `CEILING + 1` for more than pages reach."""
    inside = box.condition
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM (SELECT DISTINCT position FROM initiatives_pin"
            f" WHERE drawn AND {inside.sql} LIMIT %s) AS found",
            [*inside.params, CEILING + 1],
        )
        return cursor.fetchone()[0]


def in_box(box: Box, drawn: Condition) -> Condition:
    """Return the condition for a listing to have a point in a rectangle that is `drawn`, as the map draws it."""
    inside = box.condition & drawn
    sql = f"initiative_id IN (SELECT initiative_id FROM initiatives_pin WHERE drawn AND {inside.sql})"
    return Condition(sql, inside.params)


@dataclass
class ListedFound:
    """Some of the sheets of `all`, known one by one, in order."""

    all: KeptFound | BitsFound
    sheets: list[int]

    @property
    def count(self) -> int:
        """See `Found`."""
        return min(len(self.sheets), CEILING + 1)

    @property
    def reach(self) -> int:
        """See `Found`."""
        return min(len(self.sheets), CEILING)

    def hits(self, start: int, stop: int) -> list[Hit]:
        """See `Found`."""
        return [Hit(number) for number in self.sheets[start:stop]]

    def counts(self, keys: Sequence[str]) -> dict[str, int]:
        """See `Found`: those of the whole map, which tell as well what can be asked for."""
        return self.all.counts(keys)


@dataclass
class WideFound:
    """The sheets of `all`, which are many, that have a point in a wide rectangle; in the order of `all`.

    They are taken from the first on and looked for in the rectangle, a few times as many as are shown. Beyond `CEILING`
    their number is estimated: "plus de 10 000" is all that is said of it.
    """

    all: KeptFound | BitsFound
    box: Box
    count: int
    share: float  # of all of them that lie in the rectangle, more or less
    drawn: Condition  # of a point, to be on the map with these filters

    @property
    def reach(self) -> int:
        """See `Found`."""
        return min(self.count, NEAREST)

    def hits(self, start: int, stop: int) -> list[Hit]:
        """See `Found`."""
        found: list[Hit] = []
        taken = 0
        # All of them, further than pages lead: a rectangle with few of the newest would seem empty.
        while len(found) < stop and taken < self.all.number:
            some = max(100, int(1.5 * (stop - len(found)) / max(self.share, 0.001)))
            block = self.all.hits(taken, min(taken + some, self.all.number))
            taken += some
            inside = self._inside([hit.initiative for hit in block])
            found += [hit for hit in block if hit.initiative in inside]
        return found[start:stop]

    def _inside(self, initiatives: Sequence[int]) -> set[int]:
        west, south, east, north = self.box.sides
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT DISTINCT initiative_id FROM initiatives_pin WHERE initiative_id = ANY(%s) AND drawn"
                " AND longitude_e6 BETWEEN %s AND %s AND latitude_e6 BETWEEN %s AND %s"
                f" AND {self.drawn.sql}",
                [list(initiatives), west, east, south, north, *self.drawn.params],
            )
            return {number for (number,) in cursor.fetchall()}

    def counts(self, keys: Sequence[str]) -> dict[str, int]:
        """See `Found`: those of the whole map, which tell as well what can be asked for."""
        return self.all.counts(keys)
