"""What differs between two values: whole ones that went and came, or a text word by word."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# Shorter values are shown whole, before and after: a difference word by word would be harder to read.
LONG = 80  # characters
# The units of a text, the finest first, each with the space after it.
UNITS = (re.compile(r"\S+\s*|\s+"), re.compile(r"[^.!?…\n]*[.!?…\n]+\s*|[^.!?…\n]+"))
# Pairs of units that are looked at: with more, coarser units. Measured on texts made to be slow, of 10,000 characters:
# 5 s word by word, 0.1 s within this limit.
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

    Spaces are no difference. Texts that have too little in common to be compared in a blink are by sentences, or whole.
    """
    for unit in UNITS:
        old, new = unit.findall(before), unit.findall(after)
        old_words, new_words = [text.rstrip() for text in old], [text.rstrip() for text in new]
        start = _common(old_words, new_words)
        end = _common(old_words[start:][::-1], new_words[start:][::-1])
        middle = slice(start, len(old) - end), slice(start, len(new) - end)
        if len(old_words[middle[0]]) * len(new_words[middle[1]]) <= PAIRS:
            break
    else:
        return [Piece("removed", before), Piece("added", after)]
    runs = [("same", _wider(old[:start], new[:start]))]
    matcher = SequenceMatcher(None, old_words[middle[0]], new_words[middle[1]])
    for operation, i1, i2, j1, j2 in matcher.get_opcodes():
        if operation == "equal":
            runs.append(("same", _wider(old[start + i1 : start + i2], new[start + j1 : start + j2])))
        else:
            runs.append(("removed", old[start + i1 : start + i2]))
            runs.append(("added", new[start + j1 : start + j2]))
    runs.append(("same", _wider(old[len(old) - end :], new[len(new) - end :])))
    shown = [(kind, _shortened(units) if kind == "same" else "".join(units)) for kind, units in runs if units]
    # The last word of a text has no space after it: what follows must not stick to it.
    spaced = [text if text[-1].isspace() else f"{text} " for _, text in shown[:-1]]
    texts = [*spaced, *(text for _, text in shown[-1:])]
    return [Piece(kind, text) for (kind, _), text in zip(shown, texts, strict=True)]


def _wider(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """Return units that stayed with the wider of the spaces after them: a paragraph that went began a line."""
    return [max(pair, key=len) for pair in zip(old, new, strict=True)]


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """Return how many units both begin with."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((rank for rank, (a, b) in pairs if a != b), min(len(old), len(new)))


def _shortened(units: list[str], kept: int = 16) -> str:
    """Return units, those in the middle left out when there are more than twice `kept`."""
    if len(units) <= 2 * kept:
        return "".join(units)
    return "".join(units[:kept]) + " […] " + "".join(units[-kept:])
