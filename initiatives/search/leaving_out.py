"""Words that a query can do without, where all of them together find nothing."""

from collections.abc import Iterator

from django.db import connection

from initiatives.search.pieces import Piece, outside_place, pieces_of, without
from initiatives.search.presence import number_answering
from initiatives.search.reading import read

MOST_ABSENT = 8  # words looked for
FEWEST = 3  # words: of two, each says too much to be left out
TRIED = 4

# How many titles have each word, the commonest first; stop words are none. Counts are looked up by all words at once:
# one by one, the planner would take the index of trigrams.
COUNTS = """
SELECT word, coalesce(w.count, 0), f.key IS NOT NULL
FROM (SELECT word, (ts_lexize('french_stem', word))[1] AS stem FROM unnest(%s::text[]) AS word) AS stemmed
LEFT JOIN (SELECT key, count FROM initiatives_word WHERE key = ANY(%s)) AS w ON w.key = word
LEFT JOIN initiatives_frequentkey AS f ON f.key = 'mot:' || stem
WHERE stem IS NOT NULL ORDER BY 2 DESC, word
"""


def without_absent(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a query without the words that no sheet has, and these words as they were typed.

    The words of a place stay: that nothing lies there says something. "" is left when no sheet has any of them.
    """
    doubtful = [
        word
        for word, count, is_frequent in _counts(outside_place(pieces_of(text)))
        if not (count or is_frequent)
    ]
    absent = {word for word in doubtful[:MOST_ABSENT] if _is_absent(word)}
    left_out = []
    while found := [n for n, piece in enumerate(pieces_of(text)) if piece.key in absent]:
        pieces, last = pieces_of(text), found[-1]
        left_out.append(text[pieces[last].start : pieces[last].end])
        text = without(text, pieces, last, last + 1)
    return text, tuple(reversed(left_out))


def with_one_less(text: str) -> Iterator[tuple[str, str]]:
    """Yield a query of several words without one of them, and that word.

    First goes what most titles have: it tells least. The words of a place stay.
    """
    pieces = pieces_of(text)
    if len(_counts(pieces)) < FEWEST:
        return
    outside = {piece.key: piece for piece in outside_place(pieces)}
    for word, *_ in _counts(list(outside.values()))[:TRIED]:
        at = pieces.index(outside[word])
        yield without(text, pieces, at, at + 1), text[outside[word].start : outside[word].end]


def _counts(pieces: list[Piece]) -> list[tuple[str, int, bool]]:
    words = sorted({piece.key for piece in pieces})
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, [words, words])
        return cursor.fetchall()


def _is_absent(word: str) -> bool:
    """Whether no sheet has a word, whatever else it is called, or another that begins so; a number may be a place."""
    reading = read(word)
    return reading is not None and not reading.places and not number_answering(reading.query)
