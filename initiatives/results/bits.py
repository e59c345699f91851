"""Sets of sheets too large to be looked at one by one, as bits: one for each position, by chunks (`KeyBits`).

A set is said as a tree of keys, made into one SQL query; PostgreSQL does the operations on the bits. Counting, any
page and the facets then cost the same whatever the number of sheets that pass.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import connection

from initiatives.models.listing import CHUNK_BITS, CHUNK_SIZE
from initiatives.results.found import CEILING, TAGS, Hit
from initiatives.results.numbers import common_tags
from places.statements import fetch

NONE = f"B'0'::bit({CHUNK_SIZE})"
# Bits that need not be uncompressed each time: whatever makes them anew does it, a copy at the least cost.
READ = "substring(bits FROM 1)"
READ_MAP = "substring(coalesce(plain, bits) FROM 1)"
# The chunks of a key: by order of appearance.
KEY = "SELECT chunk, coalesce(plain, bits) AS bits FROM initiatives_keybits WHERE key = %s"
KEY_IN = f"{KEY} AND chunk = ANY(%s)"
# Of the newest chunks of a key, as text, those without which too few sheets would be found.
NEWEST = """
SELECT chunk, coalesce(plain, bits)::text FROM (
    SELECT *, sum(number) OVER (ORDER BY chunk DESC) - number AS newer FROM (
        SELECT chunk, plain, bits, bit_count(coalesce(plain, bits)) AS number FROM initiatives_keybits
        WHERE key = %s ORDER BY chunk DESC LIMIT %s
    ) AS newest
) AS counted WHERE newer < %s ORDER BY chunk DESC
"""
NEWEST_CHUNKS = 4
AT = "SELECT position, initiative_id FROM initiatives_listing WHERE position = ANY(%s)"


@dataclass(frozen=True)
class Set:
    """A set: one key, or what is in `all` or `any` of others, but for those `without`."""

    key: str = ""
    all: "tuple[Set, ...]" = ()
    any: "tuple[Set, ...]" = ()
    without: "tuple[Set, ...]" = ()

    @classmethod
    def all_of(cls, *parts: "Set") -> "Set":
        """Return what is in all of these, one or more."""
        return parts[0] if len(parts) == 1 else cls(all=parts)

    @classmethod
    def any_of(cls, *parts: "Set") -> "Set":
        """Return what is in any of these, one or more."""
        return parts[0] if len(parts) == 1 else cls(any=parts)

    def sql(self, params: list[Any], key: str = KEY, more: tuple[Any, ...] = ()) -> str:
        """Return the query of its chunks and bits; what it asks is added to `params`.

        `key` is the query of one key, which asks for the key and `more`.
        """
        if self.key:
            params += [self.key, *more]
            return key
        if self.any:
            parts = " UNION ALL ".join(part.sql(params, key, more) for part in self.any)
            return f"SELECT chunk, bit_or(bits) AS bits FROM ({parts}) AS parts GROUP BY chunk"
        joined = " JOIN ".join(
            f"({part.sql(params, key, more)}) AS a{n}" + (" USING (chunk)" if n else "")
            for n, part in enumerate(self.all)
        )
        bits = " & ".join(f"a{n}.bits" for n in range(len(self.all)))
        for n, part in enumerate(self.without):
            joined += f" LEFT JOIN ({part.sql(params, key, more)}) AS w{n} USING (chunk)"
            bits += f" & ~coalesce(w{n}.bits, {NONE})"
        return f"SELECT chunk, {bits} AS bits FROM {joined}"


@dataclass
class BitsFound:
    """The sheets of a set, newest first; those that are in the `preferred` sets come before, the first set first."""

    whole: Set
    preferred: tuple[Set, ...] = ()

    def _tiers(self, chunks: list[int] | None = None) -> tuple[str, list[Any], list[str]]:
        """Return the common table expressions of some chunks or all, their parameters, and the bits of each tier."""
        params: list[Any] = []
        asked: tuple[str, tuple[Any, ...]] = (KEY, ()) if chunks is None else (KEY_IN, (chunks,))
        tables = [f"r AS MATERIALIZED ({self.whole.sql(params, *asked)})"]
        tables += [
            f"p{n} AS MATERIALIZED ({part.sql(params, *asked)})" for n, part in enumerate(self.preferred)
        ]
        tiers, before = [], "r.bits"
        # All combinations, so that what is in the first two sets comes before what is in the first only.
        for rank in range((1 << len(self.preferred)) - 1, -1, -1):
            tier = before
            for n in range(len(self.preferred)):
                inside = rank >> (len(self.preferred) - 1 - n) & 1
                tier += f" & {'' if inside else '~'}coalesce(p{n}.bits, {NONE})"
            tiers.append(tier)
        return f"WITH {', '.join(tables)}", params, tiers

    @property
    def _joined(self) -> str:
        return "r" + "".join(f" LEFT JOIN p{n} USING (chunk)" for n in range(len(self.preferred)))

    @cached_property
    def _numbers(self) -> list[list[tuple[int, int]]]:
        """For each tier, (chunk, how many), the newest chunk first."""
        tables, params, tiers = self._tiers()
        columns = ", ".join(f"bit_count({tier})" for tier in tiers)
        rows = fetch(f"{tables} SELECT chunk, {columns} FROM {self._joined} ORDER BY chunk DESC", params)
        return [[(row[0], row[1 + n]) for row in rows if row[1 + n]] for n in range(len(tiers))]

    @cached_property
    def number(self) -> int:
        """How many, without limit."""
        return sum(number for tier in self._numbers for _, number in tier)

    @property
    def count(self) -> int:
        """See `Found`."""
        return min(self.number, CEILING + 1)

    @property
    def reach(self) -> int:
        """See `Found`."""
        return min(self.count, CEILING)

    def hits(self, start: int, stop: int) -> list[Hit]:
        """See `Found`."""
        wanted: list[tuple[int, int, int, int]] = []  # tier, chunk, first and last rank inside it
        passed = 0
        for n, tier in enumerate(self._numbers):
            for chunk, number in tier:
                first, last = max(0, start - passed), min(number, stop - passed)
                if first < last:
                    wanted.append((n, chunk, first, last))
                passed += number
                if passed >= stop:
                    break
        return _at(list(self._positions(wanted)))

    def _positions(self, wanted: list[tuple[int, int, int, int]]) -> Iterator[int]:
        if not wanted:
            return
        tables, params, tiers = self._tiers(sorted({chunk for _, chunk, *_ in wanted}))
        used = sorted({n for n, *_ in wanted})
        columns = ", ".join(f"({tiers[n]})::text" for n in used)
        rows = fetch(f"{tables} SELECT chunk, {columns} FROM {self._joined}", params)
        bits = {(n, row[0]): row[1 + i] for row in rows for i, n in enumerate(used)}
        for n, chunk, first, last in wanted:
            yield from itertools.islice(_newest_first(chunk, bits[n, chunk]), first, last)

    def counts(self, keys: Sequence[str]) -> dict[str, int]:
        """See `Found`; only frequent keys are counted, others are rare in such a set."""
        wanted = [key for key in keys if key != TAGS]
        if TAGS in keys:
            wanted += common_tags()
        with connection.cursor() as cursor:
            if self.whole.key:  # the commonest words have pairs with plain keys
                cursor.execute(
                    "SELECT key, count FROM initiatives_paircount WHERE within = %s AND key = ANY(%s) AND NOT EXISTS"
                    " (SELECT FROM initiatives_frequentkey WHERE key = ANY(%s) AND NOT is_plain)",
                    [self.whole.key, wanted, wanted],
                )
                if pairs := cursor.fetchall():
                    return {key: number for key, number in pairs if number}
            params: list[Any] = []
            query = self.whole.sql(params)
            cursor.execute(
                f"WITH r AS MATERIALIZED (SELECT chunk, {READ} AS bits FROM ({query}) AS s)"
                " SELECT k.key, sum(bit_count(coalesce(k.plain, k.bits) & r.bits))"
                " FROM r JOIN initiatives_keybits AS k USING (chunk)"
                " WHERE k.key = ANY(%s) AND bit_count(r.bits) > 0 GROUP BY k.key",
                [*params, wanted],
            )
            return {key: int(number) for key, number in cursor.fetchall() if number}


def newest_of(key: str, number: int) -> list[Hit] | None:
    """Return the newest sheets of a frequent key, so many; None if its newest chunks have fewer."""
    rows = fetch(NEWEST, [key, NEWEST_CHUNKS, number])
    newest = itertools.chain.from_iterable(_newest_first(*row) for row in rows)
    positions = list(itertools.islice(newest, number))
    return _at(positions) if len(positions) == number else None


def _newest_first(chunk: int, digits: str) -> Iterator[int]:
    """Yield the positions that the bits of a chunk have, given as text, the highest first."""
    last = (chunk << CHUNK_BITS) + len(digits) - 1
    return (last - one.start() for one in re.finditer("1", digits[::-1]))


def _at(positions: list[int]) -> list[Hit]:
    """Return the sheets at these positions, in this order; what was taken down meanwhile is left out."""
    numbers: dict[int, int] = dict(fetch(AT, [positions]))
    return [Hit(numbers[position]) for position in positions if position in numbers]
