"""The points of filters that few sheets pass: read once, for all the tiles of a view."""

from bisect import bisect_left

from django.db import connection

from initiatives.filters import Filters
from initiatives.filters.box import CELL_ZOOM
from initiatives.filters.conditions import Condition, with_text
from initiatives.map.squares import Squares, Tile
from initiatives.results.finding import is_rare
from moderation import caching

MOST = 2500  # sheets: what is rarer than frequent keys, and a little more

# The set first, whatever its order: the planner must not look for rare words among all pins, one by one.
BY_WORDS = """
WITH found AS MATERIALIZED (SELECT initiative_id FROM initiatives_listing WHERE {text} LIMIT %s)
SELECT cell, longitude_e6, latitude_e6, location_id, number
FROM (SELECT count(*) AS number FROM found) AS counted LEFT JOIN (
    SELECT p.* FROM found JOIN initiatives_pin AS p USING (initiative_id) WHERE drawn AND {pins}
) AS points ON true ORDER BY cell, location_id
"""
BY_KEYS = """
WITH found AS MATERIALIZED (SELECT * FROM initiatives_pin AS p WHERE {pins})
SELECT p.cell, p.longitude_e6, p.latitude_e6, p.location_id, 0 FROM found AS p WHERE drawn AND {words} ORDER BY 1, 4
"""
Points = list[tuple[int, int, int, int, int]]


def few_points(filters: Filters) -> Points | None:
    """Return cell, longitude, latitude (1e-6 °) and location of all points, by cell; None if there may be many."""
    if filters.text is None and not filters.key_groups():
        return None
    name = f"points {filters.without_box().query()}"
    points: Points | None = caching.remembered(name, lambda: _read(filters), large=True)
    return points


def squares_among(points: Points, tile: Tile) -> Squares:
    """Return the squares of a tile that have some of these points."""
    first, after = tile.cells(CELL_ZOOM)
    shift = 2 * (CELL_ZOOM - tile.square_zoom)
    found = Squares()
    for cell, longitude, latitude, location, _ in points[
        bisect_left(points, (first,)) : bisect_left(points, (after,))
    ]:
        square = found[cell >> shift]
        square.add(1, longitude / 1e6, latitude / 1e6)
        square.locations.append(location)
    return found


def _read(filters: Filters) -> Points | None:
    pins = filters.pins_by_key
    if is_rare(filters, MOST):
        words = filters.pins_by_words
        sql, params = BY_KEYS.format(pins=pins.sql, words=words.sql), [*pins.params, *words.params]
    elif filters.text is not None:
        text: Condition = with_text(filters.text.query)
        sql, params = BY_WORDS.format(text=text.sql, pins=pins.sql), [*text.params, MOST + 1, *pins.params]
    else:
        return None
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows: Points = cursor.fetchall()
    if rows and rows[0][-1] > MOST:
        return None
    # Where the words have no point that passes, one row says how many sheets have them.
    return [row for row in rows if row[0] is not None]
