"""Sets whose counts are kept: every sheet, or those of one frequent key."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db import connection

from initiatives.models.listing import ALL, KeyCount
from initiatives.results.bits import BitsFound, Set, newest_of
from initiatives.results.found import CEILING, TAGS, Hit
from initiatives.results.numbers import TAGS_COUNTED
from places.statements import fetch


@dataclass
class KeptFound:
    """The sheets that have one key, newest first."""

    key: str
    number: int

    @property
    def count(self) -> int:
        """See `Found`."""
        return min(self.number, CEILING + 1)

    @property
    def reach(self) -> int:
        """See `Found`."""
        return min(self.number, CEILING)

    @cached_property
    def _bits(self) -> BitsFound:
        return BitsFound(Set(self.key))

    def hits(self, start: int, stop: int) -> list[Hit]:
        """See `Found`."""
        if self.key != ALL:
            newest = newest_of(self.key, min(stop, self.number)) if start == 0 else None
            return self._bits.hits(start, stop) if newest is None else newest
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT initiative_id FROM initiatives_listing ORDER BY position DESC LIMIT %s OFFSET %s",
                [stop - start, start],
            )
            return [Hit(number) for (number,) in cursor.fetchall()]

    def counts(self, keys: Sequence[str]) -> dict[str, int]:
        """See `Found`."""
        table, condition, params = "initiatives_keycount", "", []
        if self.key != ALL:
            table, condition, params = "initiatives_paircount", "within = %s AND", [self.key]
        asked = [key for key in keys if key != TAGS]
        sql = f"SELECT key, count FROM {table} WHERE {condition} key = ANY(%s)"
        given: list = [*params, asked]
        if TAGS in keys:
            sql += (
                f" UNION ALL (SELECT key, count FROM {table} WHERE {condition} key >= 'tag:' AND key < 'tag;'"
                " ORDER BY count DESC, key LIMIT %s)"
            )
            given += [*params, TAGS_COUNTED]
        found: dict[str, int] = dict(fetch(sql, given))
        # What lies inside a territory has its own count, and no pair with it.
        inside = [key for key in asked if key not in found and "-" in key.partition(":")[0]]
        return found | (KeyCount.objects.numbers(inside) if inside and self.is_territory else {})

    @property
    def is_territory(self) -> bool:
        """Whether the key is a territory."""
        return self.key.startswith(("region-", "departement-", "intercommunalite-", "commune-"))
