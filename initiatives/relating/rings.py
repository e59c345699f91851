"""Rings: a part that comprises what it is a part of, a sequel of its own sequel, a network that is its own member."""

from django.db import connection

from initiatives.models import Actor, Kinship
from places.statements import fetch

# Inspiration may go round: two gardens learn from each other.
WITHOUT_RING = (Kinship.Kind.PART, Kinship.Kind.FOLLOWS)
_LOCK = (
    7202614  # of the transactions that add such links: two that close one ring together wait for each other
)
_NETWORKS_LOCK = 7202615  # the same for memberships
REACHED = """
WITH RECURSIVE reached (id) AS (
    SELECT %s::bigint
    UNION SELECT k.other_id FROM reached JOIN initiatives_kinship AS k ON k.initiative_id = reached.id AND k.kind = %s
)
SELECT EXISTS (SELECT FROM reached WHERE id = %s)
"""
LOOKED_AT = 10_000  # networks above one: nobody has so many, and a page must answer
# What a network is a member of, step by step. UNION leaves out what was met already, so that a ring ends.
ABOVE = """
WITH RECURSIVE above (id) AS (
    SELECT %s::bigint
    UNION SELECT m.network_id FROM initiatives_membership AS m JOIN above ON m.actor_id = above.id
), met AS (SELECT id FROM above LIMIT %s)
SELECT EXISTS (SELECT FROM met WHERE id = %s) OR (SELECT count(*) FROM met) = %s
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


def closes_a_ring(actor: Actor, network: Actor) -> bool:
    """Tell whether a network would be a member of itself, by way of others, if this actor joined it.

    So it is when the network is the actor, or is a member of it, directly or not, whichever side declares it. Above
    `LOOKED_AT` networks the answer is yes: nothing is known of what lies beyond. Call it in the transaction that adds
    the membership, which another that asks the same then waits for.
    """
    if actor.pk is None or network.pk is None:
        return False
    with (
        connection.cursor() as cursor
    ):  # a statement of its own: the next one sees what was committed meanwhile
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_NETWORKS_LOCK])
    ((found,),) = fetch(ABOVE, [network.pk, LOOKED_AT, actor.pk, LOOKED_AT])
    return bool(found)
