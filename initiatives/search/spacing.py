"""Words joined or parted in another way than in the titles: « franceservices », « usi lab », « fougere lab »."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from django.db import connection

from initiatives.search.corrections import LIKE, spelt
from initiatives.search.pieces import Piece, changed, pieces_of
from initiatives.search.presence import number_answering
from initiatives.search.spelling import distance

MOST_PIECES = 12  # words looked at
TRIED = 4  # places where one word may be parted, pairs that may be joined and misspelt
SHORTEST_PART = 3  # letters: the dictionary has no shorter word
SHORTEST_MISSPELT = 6  # letters: a shorter word, joined and misspelt too, has too many neighbours
NEIGHBOURS = 8  # known words looked at, by trigrams
NUMBERED = re.compile(r"([a-z]{3,})\d{1,3}")  # « paris14 », « nantes44 »

# Words that titles have, in the singular or in the plural, or that are frequent.
KNOWN = """
SELECT word, coalesce(max(w.count), 0), bool_or(f.key IS NOT NULL), stem
FROM (SELECT word, (ts_lexize('french_stem', word))[1] AS stem FROM unnest(%s::text[]) AS word) AS stemmed
LEFT JOIN initiatives_word AS w ON w.key = ANY(ARRAY[word, word || 's', rtrim(word, 's')])
LEFT JOIN initiatives_frequentkey AS f ON f.key = 'mot:' || stem
WHERE stem IS NOT NULL AND (w.key IS NOT NULL OR f.key IS NOT NULL) GROUP BY word, stem
"""

Pair = tuple[Piece, Piece]  # one after the other


class _Known(NamedTuple):
    """A word of the directory."""

    titles: int  # that have it
    is_frequent: bool
    stem: str


def respaced(text: str) -> Iterator[str]:
    """Yield the query with two words joined, or an unknown one parted, into known ones: the surest first.

    A title has what is joined, or nearly; sheets have what is parted side by side.
    """
    pieces = pieces_of(text)[:MOST_PIECES]
    pairs = [pair for pair in pairwise(pieces) if not all(piece.key.isdigit() for piece in pair)]
    known = _known(pieces, pairs)
    for pair in pairs:
        if _joined(pair) in known:
            yield _with(text, pair, _joined(pair))
    cuts = _places(pieces, known)
    unknown = [piece for piece in cuts if piece.key not in known]
    if len(unknown) > 1:
        yield changed(text, [(piece, _parted(text, piece, cuts[piece])) for piece in unknown])
    for piece in unknown:
        yield changed(text, [(piece, _parted(text, piece, cuts[piece]))])
    # What hardly a title has is more likely a part of another word.
    pairs.sort(key=lambda pair: min(known[piece.key].titles if piece.key in known else 0 for piece in pair))
    for pair in pairs[:TRIED]:
        if near := _near(_joined(pair)):
            yield _with(text, pair, spelt(near))


def known_parted(text: str) -> Iterator[str]:
    """Yield the query with one word parted that the directory knows as it is: « fablab », « fab lab »."""
    pieces = pieces_of(text)[:MOST_PIECES]
    known = _known(pieces, [])
    for piece, cut in _places([piece for piece in pieces if piece.key in known], known).items():
        yield changed(text, [(piece, _parted(text, piece, cut))])


def _places(pieces: Sequence[Piece], known: dict[str, _Known]) -> dict[Piece, int]:
    """Return where those words that can be parted are."""
    return {piece: cuts[0] for piece in pieces if (cuts := _cuts(piece, known))}


def _joined(pair: Pair) -> str:
    return pair[0].key + pair[1].key


def _with(text: str, pair: Pair, word: str) -> str:
    return changed(text, [(Piece(word, pair[0].start, pair[1].end), word)])


def _parted(text: str, piece: Piece, cut: int) -> str:
    return text[piece.start : piece.start + cut] + " " + text[piece.start + cut : piece.end]


def _known(pieces: Sequence[Piece], pairs: Sequence[Pair]) -> dict[str, _Known]:
    """Return those words, joined words and parts of words that the directory knows."""
    words = {piece.key for piece in pieces} | {_joined(pair) for pair in pairs}
    for piece in pieces:
        for cut in _possible_cuts(piece):
            words |= {piece.key[:cut], piece.key[cut:]}
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, [sorted(words)])
        return {word: _Known(*said) for word, *said in cursor.fetchall()}


def _possible_cuts(piece: Piece) -> range:
    """Return where a word may be parted; nowhere if a ligature, folded, has moved its letters."""
    if len(piece.key) != piece.end - piece.start:
        return range(0)
    if numbered := NUMBERED.fullmatch(piece.key):
        return range(numbered.end(1), numbered.end(1) + 1)
    return range(SHORTEST_PART, len(piece.key) - SHORTEST_PART + 1)


def _cuts(piece: Piece, known: dict[str, _Known]) -> list[int]:
    """Return where a word parts into two known ones that sheets have side by side, the commonest pair first."""
    found = []
    for cut in _possible_cuts(piece):
        one, other = known.get(piece.key[:cut]), known.get(piece.key[cut:])
        # A number may be that of a place, which need not follow its name in the sheets.
        if one and piece.key[cut:].isdigit():
            return [cut]
        if one and other:
            found.append((-min(one.titles, other.titles), cut, one, other))
    return [cut for _, cut, one, other in sorted(found)[:TRIED] if _side_by_side(one, other)]


def _side_by_side(one: _Known, other: _Known) -> bool:
    """Whether sheets have two words so; frequent ones are so somewhere, and would be long to look for."""
    if one.is_frequent and other.is_frequent:
        return True
    return bool(number_answering(f"'{one.stem}' <-> '{other.stem}'"))


def _near(word: str) -> str | None:
    """Return the known word that is one letter away from joined ones, or None."""
    if len(word) < SHORTEST_MISSPELT:
        return None
    with connection.cursor() as cursor:
        cursor.execute(LIKE, [word, NEIGHBOURS])
        return next((key for key, _ in cursor.fetchall() if distance(word, key) == 1), None)
