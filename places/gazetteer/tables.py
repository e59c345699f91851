"""Write an edition into the tables: copied in bulk, then merged row by row by the database."""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection, models

from places.gazetteer.content import Gazetteer
from places.models import Commune, Department, Intercommunality, Region

# What the new edition leaves empty keeps the value it has.
KEEP = "coalesce(EXCLUDED.{0}, old.{0})"
# A position and its flag go together.
KEEP_POSITION = "CASE WHEN EXCLUDED.latitude IS NULL THEN old.{0} ELSE EXCLUDED.{0} END"
# A name or a code that was known stays known; the name that the commune bore until now joins them.
GATHER_NAMES = """CASE WHEN EXCLUDED.name = old.name AND EXCLUDED.former_names <@ old.former_names
    THEN old.former_names
    ELSE ARRAY(
        SELECT DISTINCT ON (fold(known)) known
        FROM unnest(EXCLUDED.former_names || old.former_names || old.name) AS known
        WHERE fold(known) <> fold(EXCLUDED.name) ORDER BY fold(known), known
    ) END"""
GATHER_CODES = """CASE WHEN EXCLUDED.former_codes <@ old.former_codes
    THEN old.former_codes
    ELSE ARRAY(SELECT DISTINCT unnest(EXCLUDED.former_codes || old.former_codes) ORDER BY 1) END"""

# By table, its columns and the value of each when the row exists; an empty text means that of the new edition.
REGION = {"code": "", "name": "", "outline": KEEP}
DEPARTMENT = {"code": "", "name": "", "region_id": "", "outline": KEEP}
INTERCOMMUNALITY = {
    "code": "",
    "name": "",
    "kind": "",
    "population": "",
    "department_id": "",
    "successor_id": "",
}
COMMUNE = {
    "code": "",
    "name": "",
    "department_id": "",
    "intercommunality_id": "",
    "population": "",
    "postcodes": "",
    "latitude": KEEP_POSITION,
    "longitude": KEEP_POSITION,
    "position_exact": KEEP_POSITION,
    "former_names": GATHER_NAMES,
    "former_codes": GATHER_CODES,
    "successor_id": "",
}

GIN_INDEXES = ["commune_words", "commune_key_trigrams", "commune_former_codes"]

# One inhabitant more each: some collectivities have none at all.
WEIGHTED_CENTRES = """
UPDATE places_department SET latitude = centre.latitude, longitude = centre.longitude
FROM (
    SELECT
        department_id,
        sum(latitude * (population + 1)) / sum(population + 1) AS latitude,
        sum(longitude * (population + 1)) / sum(population + 1) AS longitude
    FROM places_commune WHERE successor_id IS NULL AND latitude IS NOT NULL GROUP BY department_id
) AS centre
WHERE centre.department_id = places_department.code
"""


def write(gazetteer: Gazetteer) -> int:
    """Insert or update all rows of the edition, delete none; return how many were new or different."""
    departments = gazetteer.main_departments()
    changes = _merge(Region, REGION, ((row.code, row.name, _json(row.outline)) for row in gazetteer.regions))
    changes += _merge(
        Department,
        DEPARTMENT,
        ((row.code, row.name, row.region, _json(row.outline)) for row in gazetteer.departments),
    )
    changes += _merge(
        Intercommunality,
        INTERCOMMUNALITY,
        (
            (row.code, row.name, row.kind, row.population, departments[row.code], None)
            for row in gazetteer.intercommunalities
        ),
    )
    changes += _merge(
        Commune,
        COMMUNE,
        (
            (
                row.code,
                row.name,
                row.department,
                row.intercommunality,
                row.population,
                row.postcodes,
                row.latitude,
                row.longitude,
                row.position_exact,
                row.former_names,
                row.former_codes,
                None,
            )
            for row in gazetteer.communes
        ),
    )
    with connection.cursor() as cursor:
        cursor.execute(WEIGHTED_CENTRES)
        # Before the first look-up: the planner must know the new size, the indexes have their new words in place.
        cursor.execute("ANALYZE places_commune")
        cursor.execute(
            "SELECT gin_clean_pending_list(name::regclass) FROM unnest(%s::text[]) AS name", [GIN_INDEXES]
        )
    return changes


def _json(outline: dict[str, Any] | None) -> str | None:
    return None if outline is None else json.dumps(outline)


def _merge(model: type[models.Model], columns: dict[str, str], rows: Iterable[tuple[Any, ...]]) -> int:
    """Copy the rows into a temporary table, then insert those that are new and update those that differ."""
    table, names = model._meta.db_table, ", ".join(columns)
    values = {column: rule.format(column) or f"EXCLUDED.{column}" for column, rule in columns.items()}
    merge = f"""
        INSERT INTO {table} AS old ({names}) SELECT {names} FROM new_rows
        ON CONFLICT (code) DO UPDATE SET ({names}) = ROW ({", ".join(values.values())})
        WHERE ({", ".join(f"old.{column}" for column in columns)})
            IS DISTINCT FROM ({", ".join(values.values())})
    """  # noqa: S608 (names and expressions of this module only)
    create = f"CREATE TEMPORARY TABLE new_rows AS SELECT {names} FROM {table} WITH NO DATA"  # noqa: S608 (as above)
    with connection.cursor() as cursor:
        cursor.execute(create)
        with cursor.copy(f"COPY new_rows ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(merge)
        changes: int = cursor.rowcount
        cursor.execute("DROP TABLE new_rows")
    return changes
