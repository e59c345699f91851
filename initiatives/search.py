"""What people type in the search field, as PostgreSQL understands it.

Texts are indexed folded (no accents, hyphens or apostrophes) with French stems; a query is treated alike. Words
are all required, « "deux mots" » is a phrase, a leading minus excludes. Any input is a valid query.
"""

import re
from dataclasses import dataclass

from django.contrib.postgres.search import CombinedSearchQuery, SearchQuery
from django.db import connection

from places.folding import fold

MAX_LENGTH = 200  # characters
MAX_TERMS = 20
CONFIGURATION = "french_folded"
TERM = re.compile(r'(?P<minus>(?:(?<=\s)|^)-)?(?:["«“](?P<phrase>[^"»”]*)["»”]?|(?P<word>[^\s"«»“”]+))')


@dataclass(frozen=True)
class Term:
    """One word or phrase of a query, folded."""

    text: str
    is_phrase: bool = False
    is_excluded: bool = False


def terms_of(text: str) -> list[Term]:
    """Return the terms of a query, at most `MAX_TERMS`."""
    terms = []
    for match in TERM.finditer(text[:MAX_LENGTH]):
        folded = fold(match["phrase"] if match["phrase"] is not None else match["word"])
        if folded:
            # L’épicerie gives « l epicerie »: one word typed, two indexed, side by side.
            is_phrase = match["phrase"] is not None
            terms.append(Term(folded, is_phrase, match["minus"] is not None))
    return terms[:MAX_TERMS]


def search_query(text: str) -> SearchQuery | CombinedSearchQuery | None:
    """Return the query for PostgreSQL, or None when nothing is left to look for (stop words, exclusions only)."""
    terms = terms_of(text)
    if not any(not term.is_excluded for term in terms) or not _has_lexemes(terms):
        return None
    query: SearchQuery | CombinedSearchQuery | None = None
    for term in terms:
        kind = "phrase" if term.is_phrase else "plain"
        part = SearchQuery(term.text, config=CONFIGURATION, search_type=kind, invert=term.is_excluded)
        query = part if query is None else query & part
    return query


def _has_lexemes(terms: list[Term]) -> bool:
    """Whether a required term has more than stop words: `le` and `de` alone would match nothing."""
    required = " ".join(term.text for term in terms if not term.is_excluded)
    with connection.cursor() as cursor:
        cursor.execute("SELECT numnode(plainto_tsquery(%s::regconfig, %s)) > 0", [CONFIGURATION, required])
        return cursor.fetchone()[0]
