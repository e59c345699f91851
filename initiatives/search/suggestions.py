"""What the search field suggests as one types: themes, tags, communes, actors, titles.

Nothing here reads or sorts thousands of rows: each kind takes a few of what one index gives first, whatever the size
of the directory; the best of those are shown.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Q
from django.urls import reverse

from contributors.typography import THIN, typo
from initiatives.models import KeyCount, Tag, Theme
from initiatives.search.suggested_titles import titles
from places.folding import fold
from places.models import Commune

SHORTEST = 2  # letters
SHORTEST_INSIDE = 3  # letters of a word that is looked for inside names of actors: trigrams find it
MOST = 10
MOST_OF_A_KIND = {"theme": 2, "etiquette": 2, "commune": 2, "titre": 4, "acteur": 2}
COMMUNES_LOOKED_AT = 12
ACTORS_LOOKED_AT = 30

# Of the first met, those of most sheets.
ACTORS = """
SELECT a.name, a.slug, c.name || ' (' || c.department_id || ')', coalesce(k.count, 0) FROM (
    SELECT id, name, slug, commune_id FROM initiatives_actor WHERE status = 'published' AND {condition} LIMIT %s
) AS a LEFT JOIN places_commune AS c ON c.code = a.commune_id
LEFT JOIN initiatives_keycount AS k ON k.key = 'acteur:' || a.id ORDER BY 4 DESC, a.id LIMIT %s
"""


@dataclass(frozen=True)
class Suggestion:
    """One thing that the typed text may mean, and where it leads."""

    kind: str
    label: str
    note: str
    url: str


class _Ranked(NamedTuple):
    rank: int  # 0: the very text, 1: begins with it, 2: one of its words does
    suggestion: Suggestion


def suggest(text: str) -> list[Suggestion]:
    """Return at most `MOST` suggestions for what is being typed; one kind after the other, the likeliest first."""
    key = fold(text)
    if len(key) < SHORTEST:
        return []
    kinds = [
        list(kind) for kind in (_themes(key), _tags(key), _communes(text, key), _titles(key), _actors(key))
    ]
    kinds = [sorted(kind, key=lambda ranked: ranked.rank) for kind in kinds if kind]
    kinds.sort(key=lambda kind: kind[0].rank)
    shown = [kind[: MOST_OF_A_KIND[kind[0].suggestion.kind]] for kind in kinds]
    return [ranked.suggestion for kind in shown for ranked in kind][:MOST]


def _rank(name: str, key: str) -> int:
    folded = fold(name)
    return 0 if folded == key else 1 if folded.startswith(key) else 2


def _number(count: int) -> str:
    return f"{count:,}".replace(",", THIN) + (" initiatives" if count > 1 else " initiative")


def _themes(key: str) -> Iterator[_Ranked]:
    themes = [theme for theme in Theme.objects.remembered() if f" {key}" in f" {fold(theme.name)}"]
    if not themes:
        return
    counts = KeyCount.objects.of("theme:")
    for theme in themes:
        if count := counts.get(str(theme.pk), 0):
            found = Suggestion("theme", typo(theme.name), _number(count), theme.get_absolute_url())
            yield _Ranked(_rank(theme.name, key), found)


def _tags(key: str) -> Iterator[_Ranked]:
    begins = Q(key__startswith=key) | Q(key__contains=f" {key}")
    for tag in (
        Tag.objects.used().filter(begins).order_by("-published", "key")[: MOST_OF_A_KIND["etiquette"] + 1]
    ):
        found = Suggestion("etiquette", typo(tag.name), _number(tag.published), tag.get_absolute_url())
        yield _Ranked(_rank(tag.name, key), found)


def _communes(text: str, key: str) -> Iterator[_Ranked]:
    """Yield the communes where sheets lie."""
    communes = list(Commune.objects.search(text, limit=COMMUNES_LOOKED_AT).defer("former_codes"))
    counts = KeyCount.objects.numbers({commune.token for commune in communes})
    for commune in communes:
        if count := counts.get(commune.token):
            found = Suggestion("commune", commune.label, _number(count), commune.get_absolute_url())
            yield _Ranked(min(1, _rank(commune.name, key)), found)


def _titles(key: str) -> Iterator[_Ranked]:
    for title in titles(key, MOST_OF_A_KIND["titre"]):
        found = Suggestion("titre", typo(title.text), title.place, reverse("initiative", args=[title.slug]))
        yield _Ranked(_rank(title.text, key), found)


def _actors(key: str) -> Iterator[_Ranked]:
    """Yield the actors whose name begins so; failing that, those of which words do."""
    *words, last = key.split()
    rows = _named("fold(name) LIKE %s", [f"{key}%"])
    if len(rows) < MOST_OF_A_KIND["acteur"] and any(len(word) >= SHORTEST_INSIDE for word in (*words, last)):
        condition = " AND ".join(["fold(name) LIKE %s"] * (len(words) + 1))
        found = _named(condition, [*(f"%{word}%" for word in words), f"% {last}%"])
        rows += [row for row in found if row not in rows]
    for name, slug, commune, count in rows:
        note = commune or (_number(count) if count else "")
        yield _Ranked(_rank(name, key), Suggestion("acteur", typo(name), note, reverse("actor", args=[slug])))


def _named(condition: str, params: list[str]) -> list[tuple[str, str, str | None, int]]:
    with transaction.atomic(), connection.cursor() as cursor:
        # Two common words that no name has together: the planner would hope to meet them soon, and read all names.
        cursor.execute("SET LOCAL enable_seqscan = off")
        limits = (ACTORS_LOOKED_AT, MOST_OF_A_KIND["acteur"])
        cursor.execute(ACTORS.format(condition=condition), (*params, *limits))
        return cursor.fetchall()
