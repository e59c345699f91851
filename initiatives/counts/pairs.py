"""How many sheets have a frequent key or one of the commonest words, and a key that lists offer."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from django.db import connection

from initiatives.counts.groups import Groups
from initiatives.counts.packing import BYTES, Numbers

WRITE = "COPY initiatives_paircount (within, key, count) FROM STDIN"
WORD = np.uint64  # bits are compared so many at a time


class Key(NamedTuple):
    """What is to be known of a key that sheets have."""

    name: bytes
    is_frequent: bool
    is_offered: bool
    is_plain: bool
    is_territory: bool


class Pairs:
    """Counts by pair, added up chunk after chunk. Of a territory, what lies inside it has its own count: no pair.

    Pairs with plain keys are counted by their bits, those of territories and with other keys sheet by sheet.
    """

    def __init__(self, keys: Sequence[Key], words: Sequence[bytes]) -> None:
        """Begin; `words` are the keys of words that have pairs."""
        self._keys = keys
        frequent, offered, plain, territory = (
            np.array([key[column] for key in keys], bool) for column in range(1, 5)
        )
        # Each way to make a pair of two keys of a sheet: which come first, which second.
        self._ways = (
            (frequent & territory, offered & ~territory),
            (frequent & ~territory, offered & ~plain),
        )
        self._pairs: list[tuple[Numbers, Numbers]] = []  # of each chunk: pairs as numbers, how many sheets
        self._plain = [key.name for key in keys if key.is_plain]
        paired = [key.name for key in keys if key.is_frequent and not key.is_territory]
        self._with_plain = {name: np.zeros(len(self._plain), np.int64) for name in (*paired, *words)}

    def add(self, rows: Numbers, keys: Numbers, bits: dict[bytes, bytes]) -> None:
        """Count the pairs of a chunk: which rows have which keys (indexes), and the bits of each name."""
        every = []
        for is_first, is_second in self._ways:
            first, second = is_first[keys], is_second[keys]
            of_row = Groups(rows[second], keys[second], int(rows.max(initial=0)) + 1)
            index, seconds = of_row.joined(rows[first])
            every.append(keys[first][index].astype(np.int64) * len(self._keys) + seconds)
        self._pairs.append(np.unique(np.concatenate(every), return_counts=True))
        none = bytes(BYTES)
        plain = np.frombuffer(b"".join(bits.get(name, none) for name in self._plain), WORD)
        plain = plain.reshape(len(self._plain), BYTES // plain.itemsize)
        for name, counts in self._with_plain.items():
            if own := bits.get(name):
                counts += np.bitwise_count(plain & np.frombuffer(own, WORD)).sum(axis=1, dtype=np.int64)

    def write(self) -> None:
        """Write the counts."""
        lines = []
        if self._pairs:
            pairs, index = np.unique(np.concatenate([pairs for pairs, _ in self._pairs]), return_inverse=True)
            counts = np.bincount(index, np.concatenate([counts for _, counts in self._pairs]))
            for pair, count in zip(pairs.tolist(), counts.astype(int).tolist(), strict=True):
                first, second = divmod(pair, len(self._keys))
                lines.append(b"%b\t%b\t%d\n" % (self._keys[first].name, self._keys[second].name, count))
        for within, numbers in self._with_plain.items():
            known = zip(self._plain, numbers.tolist(), strict=True)
            lines += [b"%b\t%b\t%d\n" % (within, name, number) for name, number in known if number]
        with connection.cursor() as cursor, cursor.copy(WRITE) as stream:
            stream.write(b"".join(sorted(lines)))
