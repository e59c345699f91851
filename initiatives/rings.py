"""Networks inside networks: one may be a member of another, and none of itself by way of others."""

from initiatives.models import Actor
from places.statements import fetch

LOOKED_AT = 10_000  # networks above one: nobody has so many, and a page must answer
# What a network is a member of, step by step. UNION leaves out what was met already, so that a ring ends.
ABOVE = """
WITH RECURSIVE above (id) AS (
    SELECT %s::bigint
    UNION SELECT m.network_id FROM initiatives_membership AS m JOIN above ON m.actor_id = above.id
), met AS (SELECT id FROM above LIMIT %s)
SELECT EXISTS (SELECT FROM met WHERE id = %s) OR (SELECT count(*) FROM met) = %s
"""


def closes_a_ring(actor: Actor, network: Actor) -> bool:
    """Tell whether a network would be a member of itself, by way of others, if this actor joined it.

    So it is when the network is the actor, or is a member of it, directly or not, whichever side declares it. Above
    `LOOKED_AT` networks the answer is yes: nothing is known of what lies beyond.
    """
    if actor.pk is None or network.pk is None:
        return False
    ((found,),) = fetch(ABOVE, [network.pk, LOOKED_AT, actor.pk, LOOKED_AT])
    return bool(found)
