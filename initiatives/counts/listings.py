"""Bits by order of appearance and counts by pair, from one reading of the listings.

PostgreSQL would do the same in SQL, one word of one sheet at a time through its executor: ten times as long.
"""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import numpy as np
from django.db import connection

from initiatives.counts.groups import Collected, Groups
from initiatives.counts.packing import HEADER, TRAILER, Numbers, packed, row
from initiatives.counts.pairs import Key, Pairs
from initiatives.counts.reading import integers, numbered
from initiatives.models.listing import CHUNK_BITS, CHUNK_SIZE

LISTINGS = """
COPY (
    SELECT position, array_to_string(keys, ' '), array_to_string(tsvector_to_array(search), ' '),
        array_to_string(tsvector_to_array(ts_filter(search, '{{a}}')), ' ')
    FROM initiatives_listing WHERE position >= {first} AND position < {after} ORDER BY position
) TO STDOUT
"""
BITS = "COPY bits_anew (key, chunk, bits, plain) FROM STDIN (FORMAT BINARY)"
# Chunks come one after another; kept side by side, those of a key are read at one go.
BY_KEY = """
INSERT INTO initiatives_keybits (key, chunk, bits, plain)
    SELECT key, chunk, bits, plain FROM bits_anew ORDER BY key, chunk;
DROP TABLE bits_anew
"""
KEYS = """
SELECT key, f.key IS NOT NULL, initiatives_is_offered('*', key), coalesce(f.is_plain, false),
    initiatives_is_territory(key)
FROM initiatives_keycount LEFT JOIN initiatives_frequentkey AS f USING (key)
WHERE f.key IS NOT NULL OR initiatives_is_offered('*', key)
ORDER BY key
"""


def rebuild_from_listings() -> Collected:
    """Make `KeyBits` and the pairs of keys anew; return on which points of the map each frequent word lies."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM initiatives_keybits")
        cursor.execute(
            "CREATE TEMP TABLE bits_anew (LIKE initiatives_keybits INCLUDING STORAGE) ON COMMIT DROP"
        )
        cursor.execute("DELETE FROM initiatives_paircount")
        cursor.execute(KEYS)
        keys = [Key(key.encode(), *known) for key, *known in cursor.fetchall()]
        cursor.execute(
            "SELECT key, has_pairs FROM initiatives_frequentkey WHERE starts_with(key, 'mot:') ORDER BY key"
        )
        words = {key.encode(): has_pairs for key, has_pairs in cursor.fetchall()}
        cursor.execute("SELECT max(position) FROM initiatives_listing")
        last = cursor.fetchone()[0]
    names = _Names(keys, [word.removeprefix(b"mot:") for word in words])
    plain = {key.name for key in keys if key.is_plain}
    pairs = Pairs(keys, [word for word, has_pairs in words.items() if has_pairs])
    points, ranks = _Points(last), Collected(names.words)
    with ThreadPoolExecutor(1) as database:
        # While a chunk is looked at here, PostgreSQL takes in the last one and prepares the next, by one connection.
        chunks = range(-(-(last + 1) // CHUNK_SIZE) if last is not None else 0)
        reading = database.submit(_read, connection.connection, 0)
        writing: Future[None] | None = None
        for chunk in chunks:
            lines = reading.result()
            if chunk + 1 in chunks:
                reading = database.submit(_read, connection.connection, chunk + 1)
            if lines:
                sheets = _Chunk(names, lines)
                ranks.add(*points.of(chunk, sheets.words))
                bits = sheets.bits()
                pairs.add(*sheets.keys, bits)
                if writing:
                    writing.result()
                writing = database.submit(_write, connection.connection, chunk, bits, plain)
        if writing:
            writing.result()
        reading.result()
    with connection.cursor() as cursor:
        cursor.execute(BY_KEY)
    pairs.write()
    return ranks


def _read(database: Any, chunk: int) -> list[list[bytes]]:
    """Return, for each sheet of a chunk, its position, keys, words, and the words of its title."""
    query = LISTINGS.format(first=chunk << CHUNK_BITS, after=(chunk + 1) << CHUNK_BITS)
    with database.cursor() as cursor, cursor.copy(query) as stream:
        text = b"".join(stream)
    if b"\\" in text:
        text = text.replace(b"\\\\", b"\\")  # no key and no word has a tab or an end of line
    return [line.split(b"\t") for line in text.splitlines()]


def _write(database: Any, chunk: int, bits: dict[bytes, bytes], plain: set[bytes]) -> None:
    """Write the bits of a chunk by key; plain and dense ones into a column of their own."""
    rows = (row(key, chunk, value, plain=key in plain) for key, value in bits.items())
    with database.cursor() as cursor, cursor.copy(BITS) as stream:
        stream.write(b"".join([HEADER, *rows, TRAILER]))  # at one go: in pieces, threads wait for each other


class _Names:
    """What is kept as bits: frequent keys, and frequent words in sheets and in titles."""

    def __init__(self, keys: Sequence[Key], words: Sequence[bytes]) -> None:
        self.by_key = {key.name: number for number, key in enumerate(keys)}
        frequent = [number for number, key in enumerate(keys) if key.is_frequent]
        self.keys = [keys[number].name for number in frequent]
        self.words = [prefix + word for prefix in (b"mot:", b"titre:") for word in words]
        self.by_word = {word: number for number, word in enumerate(words)}
        self.by_title = {word: len(words) + number for number, word in enumerate(words)}
        # The number as a frequent key of each key; as many for one that is not.
        self.frequent = np.full(len(keys), len(frequent), np.int32)
        self.frequent[frequent] = np.arange(len(frequent), dtype=np.int32)


class _Chunk:
    """Which sheets of a chunk have which keys, and each frequent key and word."""

    def __init__(self, names: _Names, lines: list[list[bytes]]) -> None:
        positions, own, texts, titles = zip(*lines, strict=True)
        offsets = np.array([int(position) & CHUNK_SIZE - 1 for position in positions], np.int32)
        self._names = names
        self.keys = numbered(own, names.by_key)  # which lines have which keys
        rows, keys = self.keys
        self._frequent = Groups(names.frequent[keys], offsets[rows], len(names.keys) + 1)
        both = (numbered(texts, names.by_word), numbered(titles, names.by_title))
        rows, words = map(np.concatenate, zip(*both, strict=True))
        self.words = Groups(words, offsets[rows], len(names.words))

    def bits(self) -> dict[bytes, bytes]:
        """Return the bits of all that some sheet has."""
        return {
            name: packed(offsets)
            for names, groups in ((self._names.keys, self._frequent), (self._names.words, self.words))
            for number, name in enumerate(names)
            if len(offsets := groups.of(number))
        }


class _Points:
    """The ranks of the points of each sheet."""

    def __init__(self, last: int | None) -> None:
        """Read them; `last` is the last position of a sheet."""
        positions, ranks = integers("SELECT position, rank FROM initiatives_mappoint", 2)
        self._ranks = Groups(positions, ranks.astype(np.int32), (last or 0) + CHUNK_SIZE)

    def of(self, chunk: int, words: Groups) -> tuple[Numbers, Numbers]:
        """Return words and the ranks of all points of the sheets of a chunk that have them."""
        numbers = np.repeat(np.arange(len(words.lengths), dtype=np.int32), words.lengths)
        index, ranks = self._ranks.joined(words.values + (chunk << CHUNK_BITS))
        return numbers[index], ranks
