"""How alive each large territory and each large theme is, counted anew each night from listings."""

from django.db import connection, transaction

from initiatives.activity import FRESH, SHOWN

_LOCK = 7202612
# Of each sheet the keys of which there are many sheets, and whether it is recent: read once for all that is counted.
HOLDERS = f"""
CREATE TEMP TABLE holders ON COMMIT DROP AS
    SELECT l.initiative_id, key, ({FRESH}) AS fresh
    FROM initiatives_listing AS l JOIN initiatives_initiative AS i ON i.id = l.initiative_id,
        unnest(l.keys) AS k (key) JOIN initiatives_frequentkey USING (key)
    WHERE initiatives_is_territory(key) OR starts_with(key, 'theme:');
ANALYZE holders
"""  # noqa: S608 our own words
# In how many of the sheets of each key each actor takes part.
ACTING = """
CREATE TEMP TABLE acting ON COMMIT DROP AS
    SELECT key AS within, actor, count(*)::int AS count
    FROM holders JOIN (
        SELECT initiative_id, substr(key, 8)::bigint AS actor FROM initiatives_listing, unnest(keys) AS key
        WHERE starts_with(key, 'acteur:')
    ) AS parts USING (initiative_id) GROUP BY 1, 2
"""
RANKS = """
INSERT INTO initiatives_actorrank (within, actor_id, count)
    SELECT within, actor, count FROM (
        SELECT within, actor, count,
            row_number() OVER (PARTITION BY within, kind = 'reseau' ORDER BY count DESC, actor) AS rank
        FROM acting JOIN initiatives_actor ON id = actor
    ) AS ranked WHERE rank <= %s ORDER BY 1, 3 DESC, 2
"""
VITALITIES = """
INSERT INTO initiatives_vitality (within, actors, fresh)
    SELECT key, coalesce(actors, 0), fresh
    FROM (SELECT key, count(*) FILTER (WHERE fresh) AS fresh FROM holders GROUP BY key) AS dated
    LEFT JOIN (SELECT within, count(*) AS actors FROM acting GROUP BY within) AS counted ON within = key
    ORDER BY key
"""


@transaction.atomic
def rebuild_activity() -> None:
    """Count anew, for each frequent territory and theme, its most active actors, how many there are, what is fresh.

    Readers see the former numbers until it is done; nobody waits.
    """
    with connection.cursor() as cursor:
        # A second one at the same time waits for its turn: both would write the same keys.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        cursor.execute("SET LOCAL work_mem = '256MB'")
        cursor.execute(HOLDERS)
        cursor.execute(ACTING)
        cursor.execute("DELETE FROM initiatives_actorrank")
        cursor.execute(RANKS, [2 * SHOWN])  # some may be gone by day
        cursor.execute("DELETE FROM initiatives_vitality")
        cursor.execute(VITALITIES)
        cursor.execute("DROP TABLE acting, holders")
