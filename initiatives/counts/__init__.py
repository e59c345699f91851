"""Counts, pairs and bits made anew from listings and pins: after a bulk load, and each night."""

from django.db import connection, transaction

# Sheets. Below, looking at them one by one takes some ten milliseconds; from there on, a key is kept as bits and pairs.
FREQUENT = 2000
FIRST_RANK = 0  # of the points of the map


def rebuild_counts(*, frequent: int = FREQUENT) -> None:
    """Make all counts anew and choose the frequent keys; readers see the old ones until it is done, writers wait.

    Nobody waits for the last part, how alive territories and themes are, which is counted from the others.
    """
    from initiatives.counts.activity import rebuild_activity

    _rebuild(frequent)
    rebuild_activity()


@transaction.atomic
def _rebuild(frequent: int) -> None:
    # Only who counts loads NumPy: processes that answer visitors keep those 25 MB.
    from initiatives.counts.listings import rebuild_from_listings
    from initiatives.counts.points import rebuild_map_bits

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '256MB'")
        cursor.execute("SELECT initiatives_rebuild(%s, %s)", [frequent, FIRST_RANK])
        words = rebuild_from_listings()
        rebuild_map_bits(words)
