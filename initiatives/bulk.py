"""The bulk way in: rows by COPY, many at a time, and indexes set aside while very many come.

    with bulk.large_load(models=[Initiative, Location], size=1_000_000):
        for batch in batches:
            with transaction.atomic():
                numbers = bulk.reserve(model=Initiative, size=len(batch))
                bulk.copy(model=Initiative, columns=["id", "title", …], rows=…)
                refresh_projection(numbers)

COPY passes by `save()`, signals and validators; constraints and triggers of the database hold as ever.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from django.db import connection, models, transaction
from psycopg import sql

# Rows from which setting indexes aside pays; below, it gains seconds at most, for locks on every table.
LARGE = 50_000
# `initiatives_refresh` finds the rows of a sheet by the first two, counts are made by the third: without them, each
# batch would read whole tables.
KEPT = ("initiative_id", "content_object_id", "position")
NOTE = "bulk load, indexes set aside: "  # before their definitions, in the comment of the table

# Counts are made meanwhile: who took both processors for indexes would be waited for with one of them idle.
ONE_PROCESSOR = "SET max_parallel_maintenance_workers = 0"

# Each gives pairs: what sets one thing aside, what makes it again.
INDEXES = """
SELECT format('DROP INDEX %%I', c.relname), pg_get_indexdef(i.indexrelid)
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE i.indrelid = %s::regclass AND NOT i.indisunique AND i.indisvalid AND NOT EXISTS (
    SELECT FROM pg_attribute a WHERE a.attrelid = i.indrelid AND a.attnum = i.indkey[0] AND a.attname = ANY(%s))
    AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid)
ORDER BY c.relname
"""
FOREIGN_KEYS = """
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
    format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f' AND convalidated ORDER BY conname
"""

# Rows that come are not to be cleaned or learnt about every minute: that is done once, when all are there.
HOUSEKEEPING = """
SELECT format('ALTER TABLE %%s SET (autovacuum_enabled = off)', oid::regclass),
    format('ALTER TABLE %%s RESET (autovacuum_enabled)', oid::regclass)
FROM pg_class WHERE oid = %s::regclass AND coalesce(reloptions::text, '') NOT LIKE '%%autovacuum_enabled%%'
"""


def reserve(*, model: type[models.Model], size: int) -> list[int]:
    """Take `size` growing primary keys from the sequence of a table, so that rows can refer to each other.

    They are used up even if the transaction fails.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [model._meta.db_table, _key(model)])
        (sequence,) = cursor.fetchone()
        cursor.execute("SELECT nextval(%s::regclass) FROM generate_series(1, %s)", [sequence, size])
        return [number for (number,) in cursor.fetchall()]


def copy(*, model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write rows, each the values of `columns` in their order, and return their number.

    Columns that are not named take the default of their field, computed once; a primary key that is not named comes
    from the sequence. Values are as psycopg adapts them; JSON comes as text. Raises django.db.IntegrityError where a
    constraint refuses a row (a foreign key does at the end of the transaction): then nothing is written.
    """
    defaults = _defaults(model, columns)
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table),
        sql.SQL(", ").join(map(sql.Identifier, [*columns, *defaults])),
    )
    rest = tuple(defaults.values())
    count = 0
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(statement) as stream:
        write = stream.write_row
        for count, row in enumerate(rows, 1):  # noqa: B007 read after the loop
            write((*row, *rest))
    return count


@contextmanager
def large_load(
    *,
    models: Sequence[type[models.Model]],
    size: int,
    foreign_keys: bool = False,
    count: Callable[[], object] = lambda: None,
    finish: Callable[[], object] = lambda: None,
) -> Iterator[bool]:
    """Set aside the secondary indexes of these tables while `size` rows of the first come; tell whether it did.

    It does for loads that are larger than LARGE and than what the first table holds: making an index anew then costs
    less than adding to it row by row. Primary keys, unique indexes and what `initiatives_refresh` reads stay. With
    `foreign_keys` those of these tables are set aside too, and checked for all rows at once at the end: only where
    nobody else writes meanwhile, for a row that breaks one is then found at the end and the load has to be taken away.
    When all rows are there, `count` is called; meanwhile, another connection makes the indexes, then calls `finish`,
    which needs them. PostgreSQL's own housekeeping of these tables waits too.

    All comes back at the end, also when the load fails; if the process is killed, the next load brings it back first:
    the definitions are kept in the comment of their table. Do not hold a transaction open around it: dropping an
    index locks its table until the transaction ends. Raises django.db.IntegrityError if a foreign key does not hold.
    """
    restore(models=models)
    worth_it = size >= LARGE and size > models[0]._default_manager.count()
    if worth_it:
        for model in models:
            _set_aside(model, foreign_keys=foreign_keys)
    try:
        yield worth_it
    except BaseException:
        # In a transaction that failed nothing can be done, nor needs to: it gives the indexes back by rolling back.
        if not connection.needs_rollback:
            restore(models=models)
        raise
    if worth_it and not connection.in_atomic_block:
        with ThreadPoolExecutor(1) as beside:
            restored = beside.submit(_restore_and_learn, models, finish)
            count()
            restored.result()
    else:
        restore(models=models)
        learn(models=models)
        count()
        finish()


def _restore_and_learn(models: Sequence[type[models.Model]], finish: Callable[[], object]) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute(ONE_PROCESSOR)
        restore(models=models)
        learn(models=models)
        finish()
    finally:
        connection.close()  # this thread's own


def restore(*, models: Iterable[type[models.Model]]) -> int:
    """Make again what a load has set aside on these tables; return how many statements that took."""
    count = 0
    if connection.in_atomic_block:
        connection.check_constraints()  # PostgreSQL alters no table that has checks to come
    for model in models:
        table = model._meta.db_table
        with transaction.atomic(), connection.cursor() as cursor:
            definitions = _note(table)
            for definition in definitions:
                cursor.execute(definition)
            if definitions:
                cursor.execute(sql.SQL("COMMENT ON TABLE {} IS NULL").format(sql.Identifier(table)))
            count += len(definitions)
    return count


def learn(*, models: Iterable[type[models.Model]]) -> None:
    """Bring up to date what the planner knows of tables.

    PostgreSQL's own housekeeping comes a minute later, to mark the pages that all may see: until then, index-only scans
    read the tables.
    """
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(model._meta.db_table)))


def _set_aside(model: type[models.Model], *, foreign_keys: bool = False) -> None:
    table = model._meta.db_table
    if connection.in_atomic_block:
        connection.check_constraints()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(INDEXES, [table, list(KEPT)])
        pairs = cursor.fetchall()
        if foreign_keys:
            cursor.execute(FOREIGN_KEYS, [table])
            pairs += cursor.fetchall()
        cursor.execute(HOUSEKEEPING, [table])
        pairs += cursor.fetchall()
        if not pairs:
            return
        # In the same transaction as the drop: at no moment are the definitions nowhere.
        note = sql.Literal(NOTE + json.dumps([definition for _, definition in pairs]))
        cursor.execute(sql.SQL("COMMENT ON TABLE {} IS {}").format(sql.Identifier(table), note))
        for drop, _ in pairs:
            cursor.execute(drop)


def _note(table: str) -> list[str]:
    """Return the definitions kept in the comment of a table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description(%s::regclass, 'pg_class')", [table])
        comment = cursor.fetchone()[0] or ""
    return json.loads(comment.removeprefix(NOTE)) if comment.startswith(NOTE) else []


def _key(model: type[models.Model]) -> str:
    key = model._meta.pk
    if key is None or not isinstance(key, models.AutoField | models.BigAutoField):
        raise TypeError(f"{model.__name__} has no numbered primary key.")
    return str(key.column)


def _defaults(model: type[models.Model], columns: Sequence[str]) -> dict[str, Any]:
    """Return the defaults of the columns that are not named, as COPY takes them."""
    return {
        str(field.column): json.dumps(field.get_default())
        if isinstance(field, models.JSONField)
        else field.get_db_prep_save(field.get_default(), connection)
        for field in model._meta.concrete_fields
        if field.column not in columns
        and not field.generated
        and not field.primary_key
        and (field.has_default() or (not field.null and field.empty_strings_allowed))
    }
