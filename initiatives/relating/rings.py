"""Rings among initiatives: a part that comprises what it is a part of, a sequel of its own sequel."""

from django.db import connection

from initiatives.models import Kinship

# Inspiration may go round: two gardens learn from each other.
WITHOUT_RING = (Kinship.Kind.PART, Kinship.Kind.FOLLOWS)
_LOCK = (
    7202614  # of the transactions that add such links: two that close one ring together wait for each other
)
REACHED = """
WITH RECURSIVE reached (id) AS (
    SELECT %s::bigint
    UNION SELECT k.other_id FROM reached JOIN initiatives_kinship AS k ON k.initiative_id = reached.id AND k.kind = %s
)
SELECT EXISTS (SELECT FROM reached WHERE id = %s)
"""


def makes_ring(*, initiative: int, other: int, kind: str) -> bool:
    """Tell whether a link from an initiative to another (primary keys) would lead back to the first.

    Call it in the transaction that adds the link.
    """
    if kind not in WITHOUT_RING:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        cursor.execute(REACHED, [other, kind, initiative])
        return bool(cursor.fetchone()[0])
