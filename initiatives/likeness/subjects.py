"""What a sheet, an actor or a text is about: terms that others may have too, the rarer the more they are worth."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import NamedTuple

from initiatives.models.listing import ALL
from places.folding import fold
from places.statements import fetch
from places.territory import TOKEN

# What a shared term is worth, times the logarithm of how rare it is.
OF_KIND = {"tag": 1.0, "theme": 0.25, "title": 0.8, "text": 0.3}
WORD = re.compile(r"[^\W_]+")
SHORTEST = 3  # letters of a word that says something
TITLE_WORDS, TEXT_WORDS = 30, 30  # looked up
BEST_WORDS = 3  # of each, the rarest
RAREST = 1000  # one in so many: what is rarer is a proper name rather than a subject
LEVELS = ("commune", "intercommunalite", "departement", "region")  # the narrowest first

KNOWN_KEYS = """
SELECT key, count, f.key IS NOT NULL FROM initiatives_keycount LEFT JOIN initiatives_frequentkey AS f USING (key)
WHERE key = ANY(%s::text[])
"""
# Titles have words as they are written: the singular and the plural are counted together. A stop word has no stem.
KNOWN_WORDS = """
SELECT word, stem, (
    SELECT coalesce(sum(count), 0) FROM initiatives_word WHERE key IN (word, word || 's', rtrim(word, 'sx'))
), EXISTS (SELECT FROM initiatives_frequentkey WHERE key = 'titre:' || stem)
FROM unnest(%s::text[]) AS word, unnest(tsvector_to_array(to_tsvector('public.french_folded', word))) AS stem
"""


class Term(NamedTuple):
    """A tag, a theme or a word."""

    kind: str  # of `OF_KIND`
    key: str  # a key of listings; of a word, its stem
    label: str
    sheets: int  # that have it; of a word, in their title
    weight: float
    is_frequent: bool  # bits are kept for it

    @property
    def is_word(self) -> bool:
        """Whether it is looked for in texts."""
        return self.kind in ("title", "text")


class Holder(NamedTuple):
    """A territory in which a sheet lies."""

    token: str
    sheets: int  # there
    is_frequent: bool


@dataclass(frozen=True)
class Subject:
    """What something is about, and where."""

    terms: tuple[Term, ...]  # the most telling first
    holders: tuple[Holder, ...]  # the narrowest first
    total: int  # sheets of the directory
    points: tuple[tuple[float, float], ...] = ()  # degrees WGS 84

    @property
    def words(self) -> list[Term]:
        """The terms that are words."""
        return [term for term in self.terms if term.is_word]


def subject(
    *,
    labels: Mapping[str, str],
    title: str = "",
    text: str = "",
    territories: Iterable[str] = (),
    place_names: Iterable[str] = (),
    points: Sequence[tuple[float, float]] = (),
    own: int = 1,
    times: Mapping[str, float] | None = None,
    words: int = BEST_WORDS,
) -> Subject:
    """Return what has the keys in `labels`, each with its name, and these words, in these territories (tokens).

    Names of places are no subject: words of `place_names` are left out. `own` sheets have the terms by themselves:
    what nobody else has is left out. `times` makes some keys worth more or less. Of a title and of a text, the rarest
    `words` count.
    """
    tokens = sorted(set(territories), key=_level)
    rows = fetch(KNOWN_KEYS, [[ALL, *labels, *tokens]])
    known = {key: (count, is_frequent) for key, count, is_frequent in rows}
    total = known.get(ALL, (0, False))[0]
    terms = [
        Term(
            kind=key.partition(":")[0],
            key=key,
            label=label,
            sheets=known[key][0],
            weight=_weight(key.partition(":")[0], known[key][0], total) * (times or {}).get(key, 1.0),
            is_frequent=known[key][1],
        )
        for key, label in labels.items()
        if key in known and known[key][0] > own
    ]
    left_out = {word for name in place_names for word in fold(name).split()}
    terms += [
        term
        for told in _words_of(title, text, left_out, total, own)
        for term in sorted(told, key=lambda t: -t.weight)[:words]
    ]
    holders = tuple(Holder(token, *known[token]) for token in tokens if token in known)
    return Subject(tuple(sorted(terms, key=lambda t: -t.weight)), holders, total, tuple(points))


def _level(token: str) -> int:
    match = TOKEN.fullmatch(token)
    return LEVELS.index(match[1]) if match else len(LEVELS)


def _weight(kind: str, count: float, total: int) -> float:
    return OF_KIND[kind] * log(min(RAREST, (total + 2) / (count + 0.5)))


def _words_of(
    title: str, text: str, left_out: set[str], total: int, own: int
) -> tuple[list[Term], list[Term]]:
    """Return the words of a title and those of a text that others have in their title."""
    written = _told(f"{title} {text}", left_out)
    of_title = list(_told(title, left_out))[:TITLE_WORDS]
    of_text = [word for word in _told(text, left_out) if word not in of_title][:TEXT_WORDS]
    found: dict[str, list[Term]] = {"title": [], "text": []}
    stems = set()
    words = of_title + of_text
    for word, stem, count, is_frequent in fetch(KNOWN_WORDS, [words]) if words else []:
        kind = "title" if word in of_title else "text"
        if stem not in stems and count > (own if kind == "title" else 0):
            stems.add(stem)
            found[kind].append(
                Term(kind, stem, written[word], int(count), _weight(kind, count, total), is_frequent)
            )
    return found["title"], found["text"]


def _told(text: str, left_out: set[str]) -> dict[str, str]:
    """Return the words that may say something, folded, each as it is written."""
    words: dict[str, str] = {}
    for written in WORD.findall(text):
        words.setdefault(fold(written), written.lower())
    return {
        word: written
        for word, written in words.items()
        if len(word) >= SHORTEST and " " not in word and not word.isdigit() and word not in left_out
    }
