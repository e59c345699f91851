"""The words of a query where they stand in the text, so that some are changed and the rest stays as it was typed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from initiatives.search.named_places import LONGEST, names_of
from initiatives.search.terms import MAX_LENGTH, TERM
from places.folding import fold
from places.models import Commune

PIECE = re.compile(r"[^\W_]+")
LINKING = {"a", "au", "aux", "en", "de", "du", "des", "pres", "d", "vers", "sur"}


@dataclass(frozen=True)
class Piece:
    """A word of a query, where it stands in the text."""

    key: str
    start: int
    end: int
    goes_on: bool = False  # after a hyphen: « saint-brieux » names no commune of Brieux


def pieces_of(text: str) -> list[Piece]:
    """Return the words that are required one by one: those of phrases and excluded ones stay as they were typed."""
    return list(_pieces(text[:MAX_LENGTH]))


def _pieces(text: str) -> Iterator[Piece]:
    for term in TERM.finditer(text):
        if term["word"] is None or term["minus"]:
            continue
        for match in PIECE.finditer(term["word"]):
            key = fold(match[0])
            if key and " " not in key:
                start = term.start("word")
                goes_on = term["word"][: match.start()].endswith("-")
                yield Piece(key, start + match.start(), start + match.end(), goes_on)


def place_in(pieces: Sequence[Piece]) -> tuple[int, int, Commune] | None:
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


def outside_place(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the words that are not those of a place, spelt right, whether sheets lie there or not."""
    if place := place_in(pieces):
        return [*pieces[: place[0]], *pieces[place[1] :]]
    return list(pieces)


def place_apart(text: str) -> tuple[str, Commune] | None:
    """Return the words of a query without the commune that they name, and that commune; None if there is none."""
    pieces = pieces_of(text)
    if place := place_in(pieces):
        first, end, commune = place
        if rest := without(text, pieces, first, end):
            return rest, commune
    return None


def without(text: str, pieces: Sequence[Piece], i: int, j: int) -> str:
    """Return a text without some of its words, and without what links them to those before: « à », « près de »."""
    while i > 0 and pieces[i - 1].key in LINKING:
        i -= 1
    rest = text[: pieces[i].start] + text[pieces[j - 1].end :]
    return " ".join(rest.split()) if PIECE.search(rest) else ""


def changed(text: str, changes: Iterable[tuple[Piece, str]]) -> str:
    """Return a text with other words in place of some of its own."""
    for piece, written in sorted(changes, key=lambda change: -change[0].start):
        text = text[: piece.start] + written + text[piece.end :]
    return text
