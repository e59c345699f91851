"""Titles that what is being typed may be the beginning of."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connection

from initiatives.labels import place_label
from initiatives.results.bits import BitsFound, Set

COMPLETIONS = 2  # known words, the commonest ones, that the last word typed may become
MAX_WORDS = 8
LOOKED_AT = 12  # titles of one kind

BEGINNING = """
SELECT initiative_id FROM initiatives_listing WHERE title_key LIKE %s ORDER BY title_key USING ~<~ LIMIT %s
"""
WORDS = """
SELECT key FROM initiatives_word WHERE {condition} ORDER BY usual DESC LIMIT %s
"""
STEMS = """
SELECT word, stem, EXISTS (SELECT FROM initiatives_frequentkey WHERE key = 'titre:' || stem) FROM (
    SELECT word, (ts_lexize('french_stem', word))[1] AS stem FROM unnest(%s::text[]) AS word
) AS stemmed WHERE stem IS NOT NULL
"""
SHOWN = """
SELECT i.title, i.slug, l.card -> 'places' FROM unnest(%s::int[]) WITH ORDINALITY AS found (id, rank)
JOIN initiatives_initiative AS i USING (id) JOIN initiatives_listing AS l ON l.initiative_id = i.id ORDER BY rank
"""


class Title(NamedTuple):
    """The title of a published sheet, its address and where it is."""

    text: str
    slug: str
    place: str


def titles(key: str, limit: int) -> list[Title]:
    """Return titles that begin with a folded text, then some that have its words, the last one perhaps not whole."""
    numbers = dict.fromkeys(_numbers(BEGINNING, [f"{key}%", LOOKED_AT]))
    if len(numbers) < limit:
        for number in _having(key.split()[:MAX_WORDS], limit):
            numbers.setdefault(number)
    if not numbers:
        return []
    found: dict[tuple[str, str], Title] = {}
    for text, slug, places in _rows(SHOWN, [list(numbers)]):
        # Sheets of one name and one place look the same: one is enough.
        title = Title(text, slug, place_label(json.loads(places)))
        found.setdefault((title.text, title.place), title)
    return list(found.values())[:limit]


def _having(words: Sequence[str], limit: int) -> list[int]:
    """Return sheets that have all these words in their title, the last one completed to known words."""
    *before, last = words
    known = _completed(last)
    stems = {word: (stem, is_frequent) for word, stem, is_frequent in _rows(STEMS, [[*before, *known]])}
    required = [stems[word] for word in before if word in stems]  # stop words have no stem
    found = [n for word in known if word in stems for n in _titled([*required, stems[word]], limit)]
    # One letter says too little, and what it begins may be another word: those before it then tell something.
    if not found and required and (known or len(last) == 1):
        return _titled(required, limit)
    return found


def _completed(word: str) -> list[str]:
    """Return the commonest known words that begin so; two letters begin thousands, which one index holds in order."""
    if len(word) < 2:
        return []
    if len(word) == 2:
        return _numbers(WORDS.format(condition="left(key, 2) = %s"), [word, COMPLETIONS])
    condition = "left(key, 2) = %s AND key LIKE %s"
    return _numbers(WORDS.format(condition=condition), [word[:2], f"{word}%", COMPLETIONS])


def _titled(stems: Sequence[tuple[str, bool]], limit: int) -> list[int]:
    """Return sheets whose title has these stems: from the bits where all are frequent, else one of them is rare."""
    if all(is_frequent for _, is_frequent in stems):
        found = BitsFound(Set.all_of(*(Set(f"titre:{stem}") for stem, _ in stems)))
        return [hit.initiative for hit in found.hits(0, limit)]
    query = " & ".join(f"'{stem}':A" for stem, _ in stems)
    return _numbers(
        "WITH found AS MATERIALIZED (SELECT initiative_id FROM initiatives_listing WHERE search @@ %s::tsquery)"
        " SELECT initiative_id FROM found LIMIT %s",
        [query, limit],
    )


def _rows(sql: str, params: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def _numbers(sql: str, params: list[Any]) -> list[Any]:
    return [first for (first,) in _rows(sql, params)]
