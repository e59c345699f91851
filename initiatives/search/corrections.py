"""What a query that finds nothing, or hardly anything, may have meant: a known word for each misspelt one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import connection

from initiatives.models import KeyCount
from initiatives.search.named_places import LONGEST, names_of
from initiatives.search.presence import number_having
from initiatives.search.spelling import distance, tolerance
from initiatives.search.terms import MAX_LENGTH, TERM
from places.folding import fold
from places.models import Commune

MAX_CORRECTED = 4  # words
NEIGHBOURS = 60  # known words looked at, by trigrams
WAYS = 3  # in which one word may be meant
RARE = 2  # a word of so few titles may be a misspelling that somebody published
MORE = 10  # the one it stands for is known from so many times more
PIECE = re.compile(r"[^\W_]+")
LINKING = {"a", "au", "aux", "en", "de", "du", "des", "pres", "d", "vers", "sur"}

# Looked for in what is small first; in the sheets word by word, so that the planner knows how rare it is.
UNKNOWN = """
SELECT word, coalesce(w.count, 0) FROM unnest(%s::text[]) AS word LEFT JOIN initiatives_word AS w ON w.key = word
WHERE (ts_lexize('french_stem', word))[1] IS NOT NULL AND coalesce(w.count, 0) <= %s AND NOT EXISTS (
    SELECT FROM initiatives_frequentkey WHERE key = 'mot:' || (ts_lexize('french_stem', word))[1])
"""
LIKE = "SELECT key, count FROM initiatives_word ORDER BY key <-> %s LIMIT %s"
SPELT = """
WITH found AS MATERIALIZED (
    SELECT initiative_id, title_key FROM initiatives_listing WHERE search @@ plainto_tsquery('french_folded', %s)
)
SELECT i.title FROM found JOIN initiatives_initiative AS i ON i.id = found.initiative_id
WHERE ' ' || title_key || ' ' LIKE %s LIMIT 1
"""


@dataclass(frozen=True)
class _Piece:
    """A word of a query, where it stands in the text."""

    key: str
    start: int
    end: int
    goes_on: bool = False  # after a hyphen: « saint-brieux » names no commune of Brieux


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


def _mendable(text: str) -> list[_Piece]:
    """Return the words of a query that may be misspelt: not those of a place, spelt right, whether sheets lie there."""
    pieces = list(_pieces(text))
    if place := _place(pieces):
        pieces[place[0] : place[1]] = []
    return [piece for piece in pieces if tolerance(piece.key) and not piece.key.isdigit()]


def _mended(text: str, pieces: Sequence[_Piece], meant: dict[str, _Known]) -> str | None:
    """Return a query with some words in place of others; None if there is nothing to put."""
    for piece in reversed(pieces):
        if known := meant.get(piece.key):
            text = text[: piece.start] + (known.written or _spelt(known.key)) + text[piece.end :]
    return text if meant else None


def place_apart(text: str) -> tuple[str, Commune] | None:
    """Return the words of a query without the commune that they name, and that commune; None if there is none."""
    pieces = list(_pieces(text[:MAX_LENGTH]))
    if place := _place(pieces):
        first, end, commune = place
        if rest := _without(text, pieces, first, end):
            return rest, commune
    return None


def _place(pieces: Sequence[_Piece]) -> tuple[int, int, Commune] | None:
    """Return where the longest run of words that names a commune begins and ends, and the largest of that name."""
    runs = {
        (i, j): " ".join(piece.key for piece in pieces[i:j])
        for i in range(len(pieces))
        for j in range(i + 1, min(len(pieces), i + LONGEST) + 1)
        if not any(piece.goes_on for piece in (pieces[i], *pieces[j : j + 1]))
    }
    named = {run: names_of(run) for run in set(runs.values()) if len(run) > 2}
    if not named:
        return None
    communes = Commune.objects.current().filter(key__in={name for names in named.values() for name in names})
    by_key = {commune.key: commune for commune in communes.order_by("population")}
    for (i, j), run in sorted(runs.items(), key=lambda item: (item[0][0] - item[0][1], -item[0][0])):
        for name in named.get(run, []):
            if name in by_key:
                return i, j, by_key[name]
    return None


def _without(text: str, pieces: Sequence[_Piece], i: int, j: int) -> str:
    """Return a text without some of its words, and without what links them to those before: « à », « près de »."""
    while i > 0 and pieces[i - 1].key in LINKING:
        i -= 1
    rest = text[: pieces[i].start] + text[pieces[j - 1].end :]
    return " ".join(rest.split()) if PIECE.search(rest) else ""


def _pieces(text: str) -> Iterator[_Piece]:
    """Yield the words that are required one by one."""
    for term in TERM.finditer(text):
        if term["word"] is None or term["minus"]:
            continue
        for match in PIECE.finditer(term["word"]):
            key = fold(match[0])
            if key and " " not in key:
                start = term.start("word")
                goes_on = term["word"][: match.start()].endswith("-")
                yield _Piece(key, start + match.start(), start + match.end(), goes_on)


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


def _spelt(key: str) -> str:
    """Return a folded word as a title writes it."""
    with connection.cursor() as cursor:
        cursor.execute(SPELT, [key, f"% {key} %"])
        row = cursor.fetchone()
    for match in PIECE.finditer(row[0] if row else ""):
        if fold(match[0]) == key:
            return match[0].lower()
    return key
