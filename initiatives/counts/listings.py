"""Bits by order of appearance and counts by pair, from one reading of the listings.

PostgreSQL would do the same in SQL, one word of one sheet at a time through its executor: three times as long.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, NamedTuple

from django.db import connection

from initiatives.counts.packing import HEADER, TRAILER, packed, row
from initiatives.models.listing import CHUNK_BITS, CHUNK_SIZE

WORDS = """
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
"""
PAIRS = "COPY initiatives_paircount (within, key, count) FROM STDIN"
WITHIN = 32  # bits: a pair is one number, what is within the upper half
Ranks = dict[bytes, "array[int]"]  # of the points of the sheets that have a word, by its key


class _Key(NamedTuple):
    """What is to be known of a key that sheets have."""

    number: int
    is_frequent: bool
    is_offered: bool
    is_plain: bool
    is_territory: bool


def rebuild_from_listings() -> Ranks:
    """Make `KeyBits` and the pairs of keys anew; return on which points of the map each frequent word lies."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM initiatives_keybits")
        cursor.execute(
            "CREATE TEMP TABLE bits_anew (LIKE initiatives_keybits INCLUDING STORAGE) ON COMMIT DROP"
        )
        cursor.execute("DELETE FROM initiatives_paircount")
        cursor.execute(KEYS)
        rows = cursor.fetchall()
        cursor.execute("SELECT key, has_pairs FROM initiatives_frequentkey WHERE starts_with(key, 'mot:')")
        words = {key.removeprefix("mot:").encode(): has_pairs for key, has_pairs in cursor.fetchall()}
        cursor.execute("SELECT max(position) FROM initiatives_listing")
        last = cursor.fetchone()[0]
    keys = {key.encode(): _Key(number, *known) for number, (key, *known) in enumerate(rows)}
    plain = {key for key, known in keys.items() if known.is_plain}
    pairs = _Pairs(keys, [b"mot:" + word for word, has_pairs in words.items() if has_pairs])
    points = _Points(last)
    frequent = [key for key, known in keys.items() if known.is_frequent]
    ranks: Ranks = defaultdict(lambda: array("I"))
    with ThreadPoolExecutor(1) as database:
        # While a chunk is looked at here, PostgreSQL takes in the last one and prepares the next, by one connection.
        chunks = range(-(-(last + 1) // CHUNK_SIZE) if last is not None else 0)
        reading = database.submit(_read, connection.connection, 0)
        writing: Future[None] | None = None
        for chunk in chunks:
            lines = reading.result()
            if chunk + 1 in chunks:
                reading = database.submit(_read, connection.connection, chunk + 1)
            sheets = _Chunk(frequent, words)
            for position, own, text, title in map(_parts, lines):
                sheets.add(position & CHUNK_SIZE - 1, own, text, title)
                pairs.add(own)
            for key, offsets in sheets.of_words():
                ranks[key].extend(points.ranks(chunk, offsets))
            bits = sheets.bits()
            pairs.add_bits(bits)
            if writing:
                writing.result()
            writing = database.submit(_write, connection.connection, chunk, bits, plain)
        if writing:
            writing.result()
        reading.result()
    with connection.cursor() as cursor:
        cursor.execute(BY_KEY)
    pairs.write([key for key, *_ in rows])
    return ranks


def _read(database: Any, chunk: int) -> list[bytes]:
    """Return a line for each sheet of a chunk: position, keys, words, words of the title."""
    query = WORDS.format(first=chunk << CHUNK_BITS, after=(chunk + 1) << CHUNK_BITS)
    with database.cursor() as cursor, cursor.copy(query) as stream:
        return [bytes(line) for line in stream]


def _write(database: Any, chunk: int, bits: dict[bytes, bytes], plain: set[bytes]) -> None:
    """Write the bits of a chunk by key; plain ones into a column of their own."""
    rows = (
        row(key, chunk, *((None, value) if key in plain else (value, None)))
        for key, value in sorted(bits.items())
    )
    with database.cursor() as cursor, cursor.copy(BITS) as stream:
        stream.write(b"".join([HEADER, *rows, TRAILER]))  # at one go: in pieces, threads wait for each other


def _parts(line: bytes) -> tuple[int, list[bytes], list[bytes], list[bytes]]:
    if b"\\" in line:
        line = line.replace(b"\\\\", b"\\")  # no key and no word has a tab or an end of line
    position, keys, words, title = line[:-1].split(b"\t")
    return int(position), keys.split(b" "), words.split(b" "), title.split(b" ")


class _Chunk:
    """Which sheets of a chunk have each frequent key and word."""

    def __init__(self, keys: Iterable[bytes], words: Iterable[bytes]) -> None:
        self._keys: dict[bytes, list[int]] = {key: [] for key in keys}
        self._words: dict[bytes, list[int]] = {word: [] for word in words}
        self._titles: dict[bytes, list[int]] = {word: [] for word in words}
        # What adds to each list: looking for the list and then for its method takes half as long again.
        self._adders = [
            {name: offsets.append for name, offsets in lists.items()}.get
            for lists in (self._keys, self._words, self._titles)
        ]

    def add(self, offset: int, keys: list[bytes], words: list[bytes], title: list[bytes]) -> None:
        """Note what a sheet has; most of its words are frequent."""
        for adder, found in zip(self._adders, (keys, words, title), strict=True):
            for add in filter(None, map(adder, found)):
                add(offset)

    def of_words(self) -> Iterator[tuple[bytes, list[int]]]:
        """Yield the key of each word that the chunk has, in sheets and in titles, with the sheets."""
        for prefix, lists in ((b"mot:", self._words), (b"titre:", self._titles)):
            for word, offsets in lists.items():
                if offsets:
                    yield prefix + word, offsets

    def bits(self) -> dict[bytes, bytes]:
        """Return the bits of all that some sheet has."""
        keys = ((key, offsets) for key, offsets in self._keys.items() if offsets)
        return {key: packed(offsets) for key, offsets in (*keys, *self.of_words())}


class _Pairs:
    """How many sheets have a frequent key or one of the commonest words, and a key that lists offer.

    Of a territory, what lies inside it has its own count: no pair.
    """

    def __init__(self, keys: dict[bytes, _Key], words: list[bytes]) -> None:
        self._get: Callable[[bytes], _Key | None] = keys.get
        self._numbers: Counter[int] = Counter()
        self._plain = [key for key, known in keys.items() if known.is_plain]
        paired = [key for key, known in keys.items() if known.is_frequent and not known.is_territory] + words
        self._with_plain = {key: [0] * len(self._plain) for key in paired}

    def add_bits(self, bits: dict[bytes, bytes]) -> None:
        """Count the pairs of a chunk, but for territories, with plain keys."""
        plain = [int.from_bytes(bits.get(key, b"")) for key in self._plain]
        for key, counts in self._with_plain.items():
            if own := int.from_bytes(bits.get(key, b"")):
                counts[:] = [
                    count + (own & other).bit_count() for count, other in zip(counts, plain, strict=True)
                ]

    def add(self, keys: list[bytes]) -> None:
        """Count the pairs of a sheet that are not counted by bits."""
        places: list[int] = []
        others: list[int] = []
        in_places: list[int] = []
        in_others: list[int] = []
        for key in map(self._get, keys):
            if key is None:
                continue
            number, is_frequent, is_offered, is_plain, is_territory = key
            if is_frequent:
                (places if is_territory else others).append(number << WITHIN)
            if is_offered and not is_territory:
                in_places.append(number)
            if is_offered and not is_plain:
                in_others.append(number)
        self._numbers.update([a | b for a in places for b in in_places])
        self._numbers.update([a | b for a in others for b in in_others])

    def write(self, keys: list[str]) -> None:
        """Write the counts."""
        lines = [
            f"{keys[pair >> WITHIN]}\t{keys[pair & (1 << WITHIN) - 1]}\t{number}\n"
            for pair, number in self._numbers.items()
        ]
        for within, counts in self._with_plain.items():
            known = zip(self._plain, counts, strict=True)
            lines += [f"{within.decode()}\t{key.decode()}\t{number}\n" for key, number in known if number]
        with connection.cursor() as cursor, cursor.copy(PAIRS) as stream:
            stream.write("".join(sorted(lines)))


class _Points:
    """The ranks of the points of each sheet."""

    def __init__(self, last: int | None) -> None:
        """Read them; `last` is the last position of a sheet."""
        nowhere = 0xFFFFFFFF
        self._first = array("I", [nowhere]) * ((last or 0) + 1)
        self._others: dict[int, list[int]] = defaultdict(list)  # of sheets with several points
        self._nowhere = nowhere
        with (
            connection.cursor() as cursor,
            cursor.copy("COPY (SELECT position, rank FROM initiatives_mappoint) TO STDOUT") as stream,
        ):
            for line in stream:
                position, rank = map(int, bytes(line).split())
                if self._first[position] == nowhere:
                    self._first[position] = rank
                else:
                    self._others[position].append(rank)

    def ranks(self, chunk: int, offsets: list[int]) -> list[int]:
        """Return the ranks of all points of these sheets of a chunk."""
        start = chunk << CHUNK_BITS
        first, nowhere, others = self._first[start : start + CHUNK_SIZE], self._nowhere, self._others
        ranks = [rank for offset in offsets if (rank := first[offset]) != nowhere]
        if others:
            ranks += [
                rank for offset in offsets if start + offset in others for rank in others[start + offset]
            ]
        return ranks
