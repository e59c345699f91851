"""A published sheet with all that its page shows, in one query: by relation, Django would ask eight."""

from collections.abc import Iterator
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection

from initiatives.models import Actor, Initiative, Kinship, Location, Participation, Tag, Theme
from photos.models import Photo
from places.models import Commune, Department, Intercommunality, Region
from places.statements import fetch

RELATED = """
    (SELECT json_agg(json_build_object(
        'id', l.id, 'kind', l.kind, 'address', l.address, 'latitude', l.latitude, 'longitude', l.longitude,
        'commune', CASE WHEN c.code IS NOT NULL THEN json_build_object('code', c.code, 'name', c.name,
            'department_id', c.department_id) END,
        'intercommunality', CASE WHEN n.code IS NOT NULL THEN json_build_object('code', n.code, 'name', n.name,
            'department_id', n.department_id) END,
        'department', CASE WHEN d.code IS NOT NULL THEN json_build_object('code', d.code, 'name', d.name) END,
        'region', CASE WHEN r.code IS NOT NULL THEN json_build_object('code', r.code, 'name', r.name) END
    ) ORDER BY l.id)
    FROM initiatives_location AS l
    LEFT JOIN places_commune AS c ON c.code = l.commune_id
    LEFT JOIN places_intercommunality AS n ON n.code = l.intercommunality_id
    LEFT JOIN places_department AS d ON d.code = l.department_id
    LEFT JOIN places_region AS r ON r.code = l.region_id
    WHERE l.initiative_id = i.id),
    (SELECT json_agg(json_build_object('id', p.id, 'role', p.role, 'declared_by', p.declared_by,
        'actor', json_build_object('id', a.id, 'name', a.name, 'slug', a.slug, 'kind', a.kind, 'status', a.status)))
    FROM initiatives_participation AS p JOIN initiatives_actor AS a ON a.id = p.actor_id
    WHERE p.initiative_id = i.id),
    (SELECT json_agg(json_build_object('id', g.id, 'name', g.name, 'slug', g.slug) ORDER BY g.key)
    FROM initiatives_taggedinitiative AS t JOIN initiatives_tag AS g ON g.id = t.tag_id
    WHERE t.content_object_id = i.id),
    (SELECT json_agg(t.theme_id) FROM initiatives_initiativetheme AS t WHERE t.initiative_id = i.id),
    (SELECT json_agg(json_build_object('id', p.id, 'token', p.token, 'alt', p.alt, 'credit', p.credit,
        'width', p.width, 'height', p.height, 'rank', p.rank) ORDER BY p.rank, p.id)
    FROM initiatives_initiative_photos AS t JOIN photos_photo AS p ON p.id = t.photo_id
    WHERE t.initiative_id = i.id),
    (SELECT json_agg(json_build_object('id', k.id, 'kind', k.kind, 'declared_by', k.declared_by,
        'is_subject', k.is_subject, 'sheet', json_build_object('id', o.id, 'title', o.title, 'slug', o.slug,
        'status', o.status)) ORDER BY k.id)
    FROM (SELECT id, kind, declared_by, true AS is_subject, other_id AS linked FROM initiatives_kinship
            WHERE initiative_id = i.id
        UNION ALL SELECT id, kind, declared_by, false, initiative_id FROM initiatives_kinship
            WHERE other_id = i.id ORDER BY id LIMIT 60) AS k
    JOIN initiatives_initiative AS o ON o.id = k.linked AND o.status = 'published')
"""
SHEET = f"""
SELECT {", ".join(f"i.{field.column}" for field in Initiative._meta.concrete_fields)}, {RELATED}
FROM initiatives_initiative AS i WHERE i.slug = %s AND i.status = 'published'
"""  # noqa: S608 our own columns
PLACES: dict[str, Any] = {
    "commune": Commune,
    "intercommunality": Intercommunality,
    "department": Department,
    "region": Region,
}


def published_sheet(slug: str) -> Initiative | None:
    """Return the published initiative at this address, with what its page shows of other tables; or None."""
    rows = fetch(SHEET, [slug])
    if not rows:
        return None
    fields = Initiative._meta.concrete_fields
    initiative = Initiative.from_db(
        DEFAULT_DB_ALIAS,
        [field.attname for field in fields],
        [_value(*pair) for pair in zip(fields, rows[0], strict=False)],
    )
    locations, parts, tags, themes, photos, kin = (related or [] for related in rows[0][len(fields) :])
    known = {theme.pk: theme for theme in Theme.objects.remembered()}
    initiative.main_theme = known[initiative.main_theme_id]
    # As `prefetch_related` would have left it.
    vars(initiative)["_prefetched_objects_cache"] = {
        "locations": [_location(row) for row in locations],
        "participations": [_participation(row) for row in parts],
        "tags": [Tag(**row) for row in tags],
        "themes": sorted(
            (known[pk] for pk in themes if pk in known), key=lambda theme: (theme.rank, theme.name)
        ),
        "photos": [Photo(**row) for row in photos],
        "kinships": [
            Kinship(**row, other=Initiative(**linked)) for row, linked in _kin(kin, is_subject=True)
        ],
        "kinships_from": [
            Kinship(**row, initiative=Initiative(**linked)) for row, linked in _kin(kin, is_subject=False)
        ],
    }
    return initiative


def _value(field: Any, value: Any) -> Any:
    """Return the value of a field from what its column holds: text, where it is JSON."""
    for convert in field.get_db_converters(connection):
        value = convert(value, None, connection)
    return value


def _location(row: dict[str, Any]) -> Location:
    places = {name: model(**row.pop(name)) for name, model in PLACES.items() if row.get(name)}
    for name in PLACES:
        row.pop(name, None)
    return Location(**row, **places)


def _participation(row: dict[str, Any]) -> Participation:
    return Participation(**row | {"actor": Actor(**row["actor"])})


def _kin(rows: list[dict[str, Any]], *, is_subject: bool) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield the links of which the initiative is the subject, or the object, each with what it is linked to."""
    for row in rows:
        if row["is_subject"] == is_subject:
            yield {name: row[name] for name in ("id", "kind", "declared_by")}, row["sheet"]
