"""Taking trial sheets away, in batches that are each one transaction."""

from collections.abc import Callable, Iterator

from django.db import connection, transaction

from initiatives import bulk
from initiatives.refresh import refresh_projection
from initiatives.trial import generation
from initiatives.trial.sheets import SOURCE

BATCH = 10_000
CHILDREN = (  # tables whose rows belong to a sheet, and their column
    ("location", "initiative_id"),
    ("call", "initiative_id"),
    ("taggedinitiative", "content_object_id"),
    ("participation", "initiative_id"),
    ("kinship", "initiative_id"),
    ("kinship", "other_id"),
    ("agreement", "initiative_id"),
    ("agreement", "other_id"),
    ("initiativetheme", "initiative_id"),
    ("initiative_photos", "initiative_id"),
)
SHEETS = ("initiatives_initiative", "source = %s", SOURCE)
ACTOR_CHILDREN = {
    "taggedactor": "content_object_id",
    "actortheme": "actor_id",
    "actorlisting": "actor_id",
    "actorrank": "actor_id",
    "animator": "actor_id",
}
ACTORS = ("initiatives_actor", "slug ~ %s", "^essai-[0-9]+-[0-9]+$")


def remove(report: Callable[[int], object] = lambda _: None) -> int:
    """Delete all trial sheets, then their actors; return the number of sheets.

    `report` receives how many sheets are gone after each batch. If it is stopped, start it again: what is gone is gone
    and the counts are true. Raises django.db.IntegrityError if a sheet of somebody was merged into a trial sheet.
    """
    # A load that was killed may have left tables without the indexes that removing needs.
    bulk.restore(models=generation.TABLES.values())
    count = 0
    for sheets in _batches(*SHEETS):
        _delete_sheets(sheets)
        count += len(sheets)
        report(count)
    for actors in _batches(*ACTORS):
        _delete_actors(actors)
    return count


def _batches(table: str, condition: str, value: str) -> Iterator[list[int]]:
    """Yield primary keys; each batch begins after the last one, so that rows deleted are not read again."""
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id FROM {table} WHERE id > %s AND {condition} ORDER BY id LIMIT %s",  # noqa: S608 our own names
                [last, value, BATCH],
            )
            numbers = [number for (number,) in cursor.fetchall()]
        if not numbers:
            return
        yield numbers
        last = numbers[-1]


@transaction.atomic
def _delete_sheets(sheets: list[int]) -> None:
    with connection.cursor() as cursor:
        for table, column in CHILDREN:
            cursor.execute(f"DELETE FROM initiatives_{table} WHERE {column} = ANY(%s)", [sheets])  # noqa: S608 our own names
        cursor.execute("DELETE FROM initiatives_initiative WHERE id = ANY(%s)", [sheets])
    # Foreign keys are checked at the end of the transaction: listings, pins and counts go after their sheets, by the
    # one function that writes them.
    refresh_projection(sheets)


@transaction.atomic
def _delete_actors(actors: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM initiatives_participation WHERE actor_id = ANY(%s) RETURNING initiative_id", [actors]
        )
        touched = sorted(
            {number for (number,) in cursor.fetchall()}
        )  # sheets of others that name a trial actor
        cursor.execute(
            "DELETE FROM initiatives_membership WHERE actor_id = ANY(%s) OR network_id = ANY(%s)",
            [actors, actors],
        )
        for table, column in ACTOR_CHILDREN.items():
            cursor.execute(f"DELETE FROM initiatives_{table} WHERE {column} = ANY(%s)", [actors])  # noqa: S608 our own names
        cursor.execute(
            "DELETE FROM initiatives_agreement WHERE actor_id = ANY(%s) OR network_id = ANY(%s)",
            [actors, actors],
        )
        cursor.execute("DELETE FROM initiatives_actor WHERE id = ANY(%s)", [actors])
    if touched:
        refresh_projection(touched)
