"""What a query that finds nothing, or hardly anything, may have meant: a known word for each misspelt one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import connection

from initiatives.models import KeyCount
from initiatives.results.bits import BitsFound, Set
from initiatives.search.pieces import PIECE, Piece, changed, outside_place, pieces_of
from initiatives.search.presence import number_having
from initiatives.search.spelling import distance, tolerance
from initiatives.search.terms import MAX_LENGTH
from places.folding import fold
from places.models import Commune

MAX_CORRECTED = 4  # words
NEIGHBOURS = 60  # known words looked at, by trigrams
WAYS = 3  # in which one word may be meant
RARE = 2  # a word of so few titles may be a misspelling that somebody published
TITLES = 50  # that have a frequent word, looked at for how they write it
MORE = 10  # the one it stands for is known from so many times more

# Looked for in what is small first; in the sheets word by word, so that the planner knows how rare it is.
UNKNOWN = """
SELECT word, coalesce(w.count, 0) FROM unnest(%s::text[]) AS word LEFT JOIN initiatives_word AS w ON w.key = word
WHERE (ts_lexize('french_stem', word))[1] IS NOT NULL AND coalesce(w.count, 0) <= %s AND NOT EXISTS (
    SELECT FROM initiatives_frequentkey WHERE key = 'mot:' || (ts_lexize('french_stem', word))[1])
"""
LIKE = "SELECT key, count FROM initiatives_word ORDER BY key <-> %s LIMIT %s"
STEM = """
SELECT stem, EXISTS (SELECT FROM initiatives_frequentkey WHERE key = 'titre:' || stem)
FROM (SELECT (ts_lexize('french_stem', %s))[1] AS stem) AS stemmed
"""
SPELT = """
WITH found AS MATERIALIZED (
    SELECT initiative_id, title_key FROM initiatives_listing WHERE {condition}
)
SELECT i.title FROM found JOIN initiatives_initiative AS i ON i.id = found.initiative_id
WHERE ' ' || title_key || ' ' LIKE %s LIMIT 1
"""
SPELT_AMONG = SPELT.format(condition="initiative_id = ANY(%s)")
SPELT_RARE = SPELT.format(condition="search @@ plainto_tsquery('french_folded', %s)")


@dataclass(frozen=True)
class _Known:
    """A word that a misspelt one may stand for."""

    key: str
    count: int
    written: str = ""  # with accents and capitals, where that is known


def corrected(text: str, *, rare_too: bool = False) -> str | None:
    """Return the query with its unknown words made known ones, or None when nothing is to be mended.

    A word is unknown when no sheet has its stem; with `rare_too`, also when hardly a title has it and
    a near one is common. Phrases and excluded words stay as they were typed.
    """
    text = text[:MAX_LENGTH]
    pieces = _mendable(text)
    unknown = _unknown({piece.key for piece in pieces}, rare_too)
    meant = {word: next(iter(_meant(word, count)), None) for word, count in unknown}
    return _mended(text, pieces, {word: known for word, known in meant.items() if known})


def other_spellings(text: str) -> Iterator[str]:
    """Yield the query with one more word spelt in another way, the likeliest first, for when `corrected` finds nothing.

    A word may be known elsewhere and still be a mistake here: « villaine bidouille », where there are Villaines.
    """
    text = text[:MAX_LENGTH]
    pieces = _mendable(text)[:MAX_CORRECTED]
    meant = {piece.key: _meant(piece.key, 0)[:WAYS] for piece in pieces}
    unknown = {word for word, _ in _unknown(set(meant), False)}
    best = {word: meant[word][0] for word in unknown if meant[word]}
    for rank in range(WAYS):
        for word, ways in sorted(meant.items(), key=lambda item: -len(item[0])):
            if rank >= len(ways) or best.get(word) == ways[rank]:
                continue
            if mended := _mended(text, pieces, best | {word: ways[rank]}):
                yield mended


def _mendable(text: str) -> list[Piece]:
    """Return the words of a query that may be misspelt."""
    pieces = outside_place(pieces_of(text))
    return [piece for piece in pieces if tolerance(piece.key) and not piece.key.isdigit()]


def _mended(text: str, pieces: Sequence[Piece], meant: dict[str, _Known]) -> str | None:
    """Return a query with some words in place of others; None if there is nothing to put."""
    known = [(piece, meant[piece.key]) for piece in pieces if piece.key in meant]
    return (
        changed(text, [(piece, word.written or spelt(word.key)) for piece, word in known]) if known else None
    )


def _unknown(words: set[str], rare_too: bool) -> list[tuple[str, int]]:
    """Return the words that no sheet has, at most `MAX_CORRECTED`; with `rare_too`, those of hardly a title too."""
    with connection.cursor() as cursor:
        cursor.execute(UNKNOWN, [sorted(words), RARE if rare_too else 0])
        found = []
        for word, count in cursor.fetchall()[:MAX_CORRECTED]:
            if rare_too or not number_having(word):
                found.append((word, count))
    return found


def _meant(word: str, count: int) -> list[_Known]:
    """Return the known words that one may stand for: the nearest, then the commonest first."""
    limit = tolerance(word)
    ranked: dict[str, tuple[int, int, _Known]] = {}
    for known in _neighbours(word):
        if known.key == word or abs(len(known.key) - len(word)) > limit or known.count < MORE * count:
            continue
        far = distance(word, known.key)
        if far <= limit and (known.key not in ranked or -known.count < ranked[known.key][1]):
            ranked[known.key] = (far, -known.count, known)
    return [known for *_, known in sorted(ranked.values(), key=lambda row: (row[0], row[1], row[2].key))]


def _neighbours(word: str) -> Iterator[_Known]:
    """Yield known words like one: of titles, and of the names of communes where sheets lie."""
    with connection.cursor() as cursor:
        cursor.execute(LIKE, [word, NEIGHBOURS])
        yield from (_Known(key, count) for key, count in cursor.fetchall())
    communes = list(Commune.objects.resembling(word))
    counts = KeyCount.objects.numbers([commune.token for commune in communes])
    for commune in communes:
        for match in PIECE.finditer(commune.name):
            if commune.token in counts:
                yield _Known(fold(match[0]), counts[commune.token], match[0])


def spelt(key: str) -> str:
    """Return a folded word as a title writes it; of a frequent one, only some titles are looked at."""
    with connection.cursor() as cursor:
        cursor.execute(STEM, [key])
        stem, is_frequent = cursor.fetchone()
        if is_frequent:
            some = [hit.initiative for hit in BitsFound(Set(f"titre:{stem}")).hits(0, TITLES)]
            cursor.execute(SPELT_AMONG, [some, f"% {key} %"])
        else:
            cursor.execute(SPELT_RARE, [key, f"% {key} %"])
        row = cursor.fetchone()
    for match in PIECE.finditer(row[0] if row else ""):
        if fold(match[0]) == key:
            return match[0].lower()
    return key
