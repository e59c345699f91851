"""Whether sheets have a word."""

from django.db import connection

# The set first, then its beginning: a planner that may stop early hopes to meet a rare word soon, and reads them all.
SOME = """
WITH found AS MATERIALIZED (SELECT 1 FROM initiatives_listing WHERE search @@ {query})
SELECT count(*) FROM (SELECT FROM found LIMIT %s) AS limited
"""
QUERY = SOME.format(query="%s::tsquery")
WORD = SOME.format(query="plainto_tsquery('french_folded', %s)")


def number_answering(query: str, most: int = 1) -> int:
    """Return how many sheets answer a query of PostgreSQL, at most `most`."""
    return _number(QUERY, query, most)


def number_having(word: str, most: int = 1) -> int:
    """Return how many sheets have a word as people type it, at most `most`."""
    return _number(WORD, word, most)


def _number(sql: str, asked: str, most: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, [asked, most])
        return cursor.fetchone()[0]
