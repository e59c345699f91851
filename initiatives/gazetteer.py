"""Keeping locations in step with the gazetteer."""

from django.db import connection

# A trigger (migration 0003) fills the territories of each row that is written: writing it unchanged is enough.
RELOCATE = """
UPDATE initiatives_location AS l SET commune_id = l.commune_id
FROM places_commune c JOIN places_department d ON d.code = c.department_id
WHERE c.code = l.commune_id AND (l.intercommunality_id, l.department_id, l.region_id)
    IS DISTINCT FROM (c.intercommunality_id, c.department_id, d.region_id)
"""
RELOCATE_GROUPS = """
UPDATE initiatives_location AS l SET intercommunality_id = l.intercommunality_id
FROM places_intercommunality n WHERE l.commune_id IS NULL AND n.code = l.intercommunality_id
    AND l.department_id IS DISTINCT FROM n.department_id
"""


def relocate() -> int:
    """Give each location the territories that hold its commune or its intercommunality today; return how many moved."""
    moved = 0
    with connection.cursor() as cursor:
        for statement in (RELOCATE, RELOCATE_GROUPS):
            cursor.execute(statement)
            moved += cursor.rowcount
    return moved
