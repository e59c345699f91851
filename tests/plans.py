"""What PostgreSQL can answer a question with, whatever it knows of a table's size.

On tables of a few rows the planner's choice between two indexes is a draw, settled by when autovacuum last
came by. What a test may hold is that an index serves the question, not that it wins the draw.
"""

from django.db import connection
from django.db.models import QuerySet

# Every index of a table but one; those of constraints go with their constraint, after those which depend on them.
OTHERS = """
SELECT indexrelid::regclass::text, conname FROM pg_index
LEFT JOIN pg_constraint ON conindid = indexrelid AND conrelid = indrelid
WHERE indrelid = %s::regclass AND indexrelid::regclass::text <> %s
"""


def plan_by(queryset: QuerySet, index: str) -> str:
    """Return the plan of a query when this is its table's only index and reading the whole table is dear.

    In a transaction that is rolled back: other tests have all the indexes. An index that serves shows as
    « Index Cond » under its name, one that only covers the rows in question as its name alone.
    """
    table = queryset.model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(OTHERS, [table, index])
        for other, constraint in cursor.fetchall():
            if constraint:
                cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{constraint}" CASCADE')
            else:
                cursor.execute(f"DROP INDEX {other}")
        cursor.execute("SET LOCAL enable_seqscan = off")
    return queryset.order_by().explain()
