"""What nothing can go below: the rows of 24 cards by one bare query, and by one bare Django view.

Both are asked between the slices of every case, in the same run: a shared machine drifts, the ratio much less.
"""

import time

import psycopg

from bench.server import Site

REQUESTS = 10  # of each floor, before each slice of a case
CARDS = """
SELECT i.id, i.title, i.slug, i.summary, t.name, t.slug,
    (SELECT c.name FROM initiatives_location l LEFT JOIN places_commune c ON c.code = l.commune_id
     WHERE l.initiative_id = i.id ORDER BY l.id LIMIT 1)
FROM initiatives_listing g
JOIN initiatives_initiative i ON i.id = g.initiative_id
JOIN initiatives_theme t ON t.id = i.main_theme_id
WHERE i.status = 'published'
ORDER BY g.position DESC LIMIT 24
"""


def bare_query(site: Site, connection: psycopg.Connection) -> tuple[list[float], float]:
    """Fetch the rows `REQUESTS` times; return the milliseconds of each, and the processor's milliseconds of one."""
    times = []
    client, (_, database) = time.process_time_ns(), site.processor_ns(site.bare)
    for _ in range(REQUESTS):
        start = time.perf_counter()
        connection.execute(CARDS).fetchall()
        times.append((time.perf_counter() - start) * 1000)
    client = time.process_time_ns() - client
    database = site.processor_ns(site.bare)[1] - database
    return times, (client + database) / REQUESTS / 1e6


def bare_view(site: Site) -> tuple[list[float], float]:
    """Ask the bare view `REQUESTS` times; return the milliseconds of each, and the processor's milliseconds of one."""
    before = site.processor_ns(site.bare)
    times = [site.bare.visitor.get("/").ms for _ in range(REQUESTS)]
    after = site.processor_ns(site.bare)
    return times, sum(after[i] - before[i] for i in (0, 1)) / REQUESTS / 1e6
