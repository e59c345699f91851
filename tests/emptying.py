"""Empty the database after a test that committed: delete the rows of the few tables that hold some.

Django truncates every table, which costs ten times more: each gets new files, as does each index. Then it makes
content types and permissions again, and every connection learns all tables anew.
"""

from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.backends.utils import CursorWrapper

# Triggers write counts of what is deleted into tables that were empty by then.
ROUNDS = 4

_lasting: dict[str, str] = {}
"""What Django's own emptying leaves, remade by `migrate`: the name of each table, the digest of its rows."""


def empty_database() -> None:
    """Leave what `manage.py flush` leaves; do just that when there is any doubt."""
    with connection.cursor() as cursor:
        if _lasting and _only_lasting_rows(cursor) and _digests(cursor, list(_lasting)) == _lasting:
            return
        call_command("flush", verbosity=0, interactive=False)
        _lasting.clear()
        _lasting.update(_digests(cursor, _filled_tables(cursor)))


def _only_lasting_rows(cursor: CursorWrapper) -> bool:
    """Delete all rows of all other tables; say whether none is left."""
    for _ in range(ROUNDS):
        filled = [table for table in _filled_tables(cursor) if table not in _lasting]
        if not filled:
            return True
        try:
            with transaction.atomic():  # Django's references are checked when it ends: any order will do
                for table in filled:
                    cursor.execute(f'DELETE FROM "{table}"')
        except IntegrityError:
            return False
    return False


def _filled_tables(cursor: CursorWrapper) -> list[str]:
    tables = [table.name for table in connection.introspection.get_table_list(cursor) if table.type == "t"]
    cursor.execute("SELECT " + ", ".join(f'EXISTS (SELECT FROM "{table}")' for table in tables))
    return [table for table, has_rows in zip(tables, cursor.fetchone(), strict=True) if has_rows]


def _digests(cursor: CursorWrapper, tables: list[str]) -> dict[str, str]:
    digests = {}
    for table in tables:
        cursor.execute(f'SELECT md5(string_agg(row::text, chr(10) ORDER BY row::text)) FROM "{table}" AS row')
        (digests[table],) = cursor.fetchone()
    return digests
