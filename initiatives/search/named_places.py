"""Places that a query names: « jardin partagé brest » means gardens, in Brest first."""

from django.db import connection

from initiatives.search.presence import number_having
from places.folding import ARTICLES, SHORT_FORMS

LONGEST = 6  # words of a name
# A word is taken for a place when at least one in so many of the sheets that have it lies there: there is a commune
# called Jardin, but that is not what people look for.
ONE_IN = 5

NAMED = """
WITH named AS (
    SELECT key, 'commune-' || code AS token FROM places_commune WHERE key = ANY(%s) AND successor_id IS NULL
    UNION ALL SELECT key, 'intercommunalite-' || code FROM places_intercommunality WHERE key = ANY(%s)
    UNION ALL SELECT key, 'departement-' || code FROM places_department WHERE key = ANY(%s)
    UNION ALL SELECT key, 'region-' || code FROM places_region WHERE key = ANY(%s)
)
SELECT named.key, token, count FROM named JOIN initiatives_keycount AS k ON k.key = token
"""


def places_named(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the keys of the territories that the longest run of words names, if sheets lie there."""
    runs = {
        " ".join(words[i:j])
        for i in range(len(words))
        for j in range(i + 1, min(len(words), i + LONGEST) + 1)
    }
    runs = {run for run in runs if len(run) > 2}
    if not runs:
        return ()
    names = {name: run for run in runs for name in names_of(run)}
    with connection.cursor() as cursor:
        cursor.execute(NAMED, 4 * [list(names)])
        rows = cursor.fetchall()
    found: dict[str, dict[str, int]] = {}
    for key, token, count in rows:
        found.setdefault(names[key], {})[token] = count
    for run in sorted(found, key=lambda run: (-len(run.split()), run)):
        if " " in run or _is_a_place(run, sum(found[run].values())):
            return tuple(sorted(found[run]))
    return ()


def names_of(run: str) -> list[str]:
    """Return the names that a run of words may stand for: « st brieuc », « havre »."""
    full = " ".join(SHORT_FORMS.get(word, word) for word in run.split())
    return [run, full, *(article + full for article in ARTICLES)]


def _is_a_place(word: str, located: int) -> bool:
    """Whether the sheets that have a word lie, often enough, in the place of that name, where `located` do."""
    most = ONE_IN * located
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(bit_count(coalesce(plain, bits))) FROM initiatives_keybits"
            " WHERE key = 'mot:' || (ts_lexize('french_stem', %s))[1]",
            [word],
        )
        (number,) = cursor.fetchone()
    if number is None:
        number = number_having(word, most + 1)
    return number <= most
