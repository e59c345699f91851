"""What a query means to PostgreSQL: stems, synonyms, a beginning of a word, places that it names.

Texts are indexed folded (no accents, hyphens or apostrophes) with French stems; a query is treated alike.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection

from initiatives.results.bits import Set
from initiatives.search.named_places import places_named
from initiatives.search.numbers import BOTH, Numbered, departments_numbered, other_ordinals
from initiatives.search.plurals import other_number
from initiatives.search.presence import number_answering
from initiatives.search.synonyms import alternatives_of
from initiatives.search.terms import Term, terms_of
from places.folding import spell_out

CONFIGURATION = "french_folded"
LEXEME = re.compile(r"'((?:[^']|'')+)'")
SHORTEST_BEGINNING = 2  # letters


@dataclass(frozen=True)
class Reading:
    """A query understood."""

    query: str  # for `::tsquery`
    words: tuple[str, ...]  # what was typed and is required, folded, phrases apart
    places: tuple[str, ...] = ()  # keys of the territories that it names: sheets there come first
    # The same as bits, where all its words are frequent: the sheets, those that have all of it in their title.
    sheets: Set | None = None
    titles: Set | None = None


@dataclass
class _Unit:
    """One required or excluded thing: any of `ways`, each a query of PostgreSQL."""

    term: Term
    ways: list[str] = field(default_factory=list)
    department: Numbered | None = None  # one more way
    other_number: str = ""  # the singular or the plural, where its stem is another

    @property
    def is_known(self) -> bool:
        """Whether it is more than the word that was typed."""
        return len(self.ways) > 1 or self.department is not None

    @property
    def query(self) -> str:
        ways = [*self.ways, self.department.query] if self.department else self.ways
        joined = " | ".join(f"({way})" for way in ways)
        return f"!({joined})" if self.term.is_excluded else f"({joined})"


def read(text: str) -> Reading | None:
    """Return what a query means, or None when nothing is left to look for (stop words, exclusions only)."""
    terms = terms_of(text)
    if all(term.is_excluded for term in terms):
        return None
    units = _with_ways(terms)
    if all(unit.term.is_excluded for unit in units):
        return None
    frequent = _frequent(units)
    last = units[-1]
    if text[-1:].isalnum() and not (last.term.is_excluded or last.term.is_phrase or last.is_known):
        _complete(last, frequent)
    _add_other_numbers(units, frequent)
    required = [unit for unit in units if not unit.term.is_excluded]
    words = tuple(word for unit in required if not unit.term.is_phrase for word in unit.term.text.split())
    return Reading(
        query=" & ".join(unit.query for unit in units),
        words=words,
        places=places_named(words) or _departments(units),
        sheets=_as_set(units, frequent, "mot:"),
        titles=_as_set(units, frequent, "titre:"),
    )


def _with_ways(terms: list[Term]) -> list[_Unit]:
    """Return the terms that hold more than stop words, with the ways to say them."""
    departments = departments_numbered(terms)
    units: list[tuple[Term, list[str], list[bool], Numbered | None]] = []
    before = ""
    for term, others in alternatives_of(terms):
        ordinals = other_ordinals(term, before)
        full = [] if term.is_phrase else [spell_out(term.text.split())]  # « st brieuc »
        texts = list(dict.fromkeys([term.text, *others, *ordinals, *full]))
        department = None if ordinals and (before, term.text) != BOTH else departments.get(term)
        texts.append("" if term.is_phrase else other_number(term.text))
        units.append((term, texts, [term.is_phrase and text == term.text for text in texts], department))
        before = term.text
    texts = [text for _, group, *_ in units for text in group]
    phrases = [phrase for *_, group, _ in units for phrase in group]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT CASE WHEN p THEN phraseto_tsquery(%s::regconfig, t)"
            " ELSE plainto_tsquery(%s::regconfig, t) END::text"
            " FROM unnest(%s::text[], %s::boolean[]) WITH ORDINALITY AS u (t, p, n) ORDER BY n",
            [CONFIGURATION, CONFIGURATION, texts, phrases],
        )
        queries = iter([query for (query,) in cursor.fetchall()])
    made = []
    for term, group, _, department in units:
        *ways, number = [next(queries) for _ in group]
        if ways := list(dict.fromkeys(query for query in ways if query)):
            made.append(_Unit(term, ways, department, number if number not in ways else ""))
    return made


def _departments(units: list[_Unit]) -> tuple[str, ...]:
    """Return the keys of the departments that are required by their number.

    A number that a title has after the same word as here is rather a part of it: « hangar 30 ».
    """
    found = []
    for before, unit in zip([None, *units], units, strict=False):
        if unit.department and not unit.term.is_excluded and not (before and _titled(before, unit)):
            found.append(unit.department.token)
    return tuple(found)


def _titled(before: _Unit, unit: _Unit) -> bool:
    """Whether a title has these two words side by side."""
    stems = [*(_stems(before.ways[0]) or [])[-1:], *(_stems(unit.ways[0]) or [])]
    return len(stems) == 2 and bool(number_answering(f"'{stems[0]}':A <-> '{stems[1]}':A"))


def _stems(way: str) -> list[str] | None:
    """Return the stems that a way requires, or None when it asks for more than their presence."""
    stems = LEXEME.findall(way)
    return stems if LEXEME.sub("", way).replace("&", "").strip() == "" else None


def _frequent(units: Iterable[_Unit]) -> set[str]:
    """Return the stems of these units that are kept as bits, and the departments that are."""
    ways = [way for unit in units for way in (*unit.ways, unit.other_number)]
    stems = {stem for way in ways for stem in _stems(way) or ()}
    keys = [f"mot:{stem}" for stem in stems] + [unit.department.token for unit in units if unit.department]
    with connection.cursor() as cursor:
        cursor.execute("SELECT key FROM initiatives_frequentkey WHERE key = ANY(%s)", [keys])
        return {key.removeprefix("mot:") for (key,) in cursor.fetchall()}


def _add_other_numbers(units: Iterable[_Unit], frequent: set[str]) -> None:
    """Take words for their plural or singular too, if both are kept as bits or neither is: else to find is long."""
    for unit in units:
        both = [set(_stems(way) or ()) for way in (unit.ways[0], unit.other_number)]
        if all(both) and (both[0] <= frequent) == (both[1] <= frequent):
            unit.ways.append(unit.other_number)


def _complete(unit: _Unit, frequent: set[str]) -> None:
    """Take the last word for the beginning of others when no sheet has it as it is: it is still being typed."""
    word = unit.term.text.split()[-1]
    stems = _stems(unit.ways[0])
    if len(word) < SHORTEST_BEGINNING or stems is None or set(stems) <= frequent:
        return
    if not number_answering(unit.ways[0]):
        beginning = " & ".join([*(f"'{stem}'" for stem in stems[:-1]), f"'{word}':*"])
        unit.ways.append(beginning)


def _as_set(units: list[_Unit], frequent: set[str], prefix: str) -> Set | None:
    """Return the units as bits of the keys that begin so, or None when one is not kept."""
    required: list[Set] = []
    excluded: list[Set] = []
    for unit in units:
        ways = []
        if unit.department:
            if unit.department.token not in frequent:
                return None
            ways.append(Set(unit.department.token))
        for way in unit.ways:
            stems = _stems(way)
            if not stems or not set(stems) <= frequent:
                return None
            ways.append(Set.all_of(*(Set(f"{prefix}{stem.replace(chr(39) * 2, chr(39))}") for stem in stems)))
        (excluded if unit.term.is_excluded else required).append(Set.any_of(*ways))
    if excluded:
        return Set(all=tuple(required), without=tuple(excluded))
    return Set.all_of(*required)
