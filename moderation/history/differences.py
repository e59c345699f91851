"""What differs between two values: whole ones that went and came, or a text word by word."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# Shorter values are shown whole, before and after: a difference word by word would be harder to read.
LONG = 80  # characters
# The units of a text, the finest first, each with the space after it.
UNITS = (re.compile(r"\S+\s*|\s+"), re.compile(r"[^.!?…\n]*[.!?…\n]+\s*|[^.!?…\n]+"))
# Pairs of units that are looked at: with more, coarser units. Measured on texts made to be slow, of 10,000 characters:
# 5 s word by word, 0.2 s within this limit.
PAIRS = 1_000_000


@dataclass(frozen=True)
class Piece:
    """A run of words that stayed (`same`), went (`removed`) or came (`added`)."""

    kind: str
    text: str

    @property
    def words(self) -> str:
        """The words, without the space after them, which no mark underlines."""
        return self.text.rstrip()

    @property
    def space(self) -> str:
        """The space after the words."""
        return self.text[len(self.words) :]


@dataclass(frozen=True)
class Change:
    """What changed in one field: whole values that went and came, a text word by word, or no more than a word."""

    label: str
    removed: Sequence[str] = ()
    added: Sequence[str] = ()
    pieces: Sequence[Piece] = ()
    gist: str = ""
    """« Ajout », « Retrait » or « Modification », where the values are not shown."""

    @property
    def is_replacement(self) -> bool:
        """Whether one value took the place of one other."""
        return len(self.removed) == len(self.added) == 1


def gone(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Return what the first list has more of than the second, in its order."""
    more = Counter(before) - Counter(after)
    kept = []
    for text in before:
        if more[text] > 0:
            more[text] -= 1
            kept.append(text)
    return kept


def word_by_word(before: str, after: str) -> list[Piece]:
    """Return the words that stayed, went and came; long runs that stayed are shortened in their middle.

    Texts that have too little in common to be compared in a blink are by sentences, or whole.
    """
    for unit in UNITS:
        old, new = unit.findall(before), unit.findall(after)
        start = _common(old, new)
        end = _common(old[start:][::-1], new[start:][::-1])
        old_middle, new_middle = old[start : len(old) - end], new[start : len(new) - end]
        if len(old_middle) * len(new_middle) <= PAIRS:
            break
    else:
        return [Piece("removed", before), Piece("added", after)]
    runs = [
        ("same", old[:start]),
        *_runs(old_middle, new_middle),
        ("same", old[len(old) - end :]),
    ]
    return [
        Piece(kind, _shortened(units) if kind == "same" else "".join(units)) for kind, units in runs if units
    ]


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """Return how many units both begin with."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((rank for rank, (a, b) in pairs if a != b), min(len(old), len(new)))


def _runs(old: list[str], new: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield the runs that stayed, went and came."""
    for operation, i1, i2, j1, j2 in SequenceMatcher(None, old, new).get_opcodes():
        if operation == "equal":
            yield "same", old[i1:i2]
        else:
            yield "removed", old[i1:i2]
            yield "added", new[j1:j2]


def _shortened(units: list[str], kept: int = 16) -> str:
    """Return units, those in the middle left out when there are more than twice `kept`."""
    if len(units) <= 2 * kept:
        return "".join(units)
    return "".join(units[:kept]) + " […] " + "".join(units[-kept:])
