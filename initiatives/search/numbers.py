"""Numbers that name a place: « nogent 52 » means Haute-Marne, « paris 14 » its 14th arrondissement."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from django.db import connection

from initiatives.search.terms import Term

MOST = 3  # numbers taken for departments: nobody asks for more, and each is long to look for
CODE = re.compile(r"\d\d|2[ab]|9[78]\d")
ORDINAL = re.compile(r"0?(\d{1,2})(er|e|eme|ieme)?")
ARRONDISSEMENTS = {"paris": 20, "marseille": 16, "lyon": 9}
BOTH = ("marseille", "13")  # the one number that is an arrondissement and the department of its city

# Sheets have the names of a department and of its region side by side. The first alone would not do: « Loire » is in
# those of four others. « Haute-Loire » ends like it, in the same region: what has it must have a postcode of the Loire.
NAMED = """
WITH said AS (
    SELECT d.code, d.key, d.region_id, phraseto_tsquery('french_folded', concat_ws(' ', d.key, r.key)) AS query
    FROM places_department AS d LEFT JOIN places_region AS r ON r.code = d.region_id
)
SELECT lower(s.code), 'departement-' || s.code, s.query::text,
    array_agg(other.query::text) FILTER (WHERE other.key IS NOT NULL)
FROM said AS s LEFT JOIN said AS other ON other.region_id = s.region_id AND other.key LIKE '%% ' || s.key
WHERE s.code = ANY(%s) GROUP BY s.code, s.query::text
"""


class Numbered(NamedTuple):
    """A department that a query names by its number."""

    token: str
    query: str  # of PostgreSQL, for what sheets there say


def departments_numbered(terms: Sequence[Term]) -> dict[Term, Numbered]:
    """Return the first terms that are the number of a department, with it."""
    numbers = [term for term in terms if not term.is_phrase and CODE.fullmatch(term.text)][:MOST]
    if not numbers:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(NAMED, [[term.text.upper() for term in numbers]])
        found = {code: Numbered(token, _query(code, *said)) for code, token, *said in cursor.fetchall()}
    return {term: found[term.text] for term in numbers if term.text in found}


def _query(code: str, query: str, others: list[str] | None) -> str:
    if not others:
        return query
    return f"({query}) & ('{code}':* | !({' | '.join(f'({other})' for other in others)}))"


def other_ordinals(term: Term, city: str) -> list[str]:
    """Return the other ways to write the number of an arrondissement: « 14 » after « paris » is « 14e », « 14eme »."""
    match = ORDINAL.fullmatch(term.text)
    if term.is_phrase or not match or not 1 <= int(match[1]) <= ARRONDISSEMENTS.get(city, 0):
        return []
    number = match[1].lstrip("0")
    ways = [number, f"{number}er"] if number == "1" else [number, f"{number}e", f"{number}eme"]
    return [way for way in ways if way != term.text]
