"""Keeping locations, and the territories where actors act, in step with the gazetteer."""

from django.db import connection, transaction
from django.db.models import Model

from initiatives.models import Actor, Animator, Location
from initiatives.models.animator import holders_of
from places.territory import Territory

# What is gone keeps its row, which no list looks at: whatever was there is in its successor.
FOLLOW_COMMUNES = """
UPDATE {table} AS one SET commune_id = c.successor_id
FROM places_commune c WHERE c.code = one.commune_id AND c.successor_id IS NOT NULL
"""
FOLLOW_GROUPS = """
UPDATE initiatives_location AS l SET intercommunality_id = n.successor_id
FROM places_intercommunality n WHERE l.commune_id IS NULL AND n.code = l.intercommunality_id
    AND n.successor_id IS NOT NULL
"""
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
    """Give each location the commune or the intercommunality of today, and what holds it; return how many moved."""
    moved = follow_communes(Location)
    with connection.cursor() as cursor:
        for statement in (FOLLOW_GROUPS, RELOCATE, RELOCATE_GROUPS):
            cursor.execute(statement)
            moved += cursor.rowcount
    return moved


def follow_communes(model: type[Model]) -> int:
    """Give the rows of a model that has a `commune` today's one where theirs joined another; return how many moved."""
    with connection.cursor() as cursor:
        cursor.execute(FOLLOW_COMMUNES.format(table=connection.ops.quote_name(model._meta.db_table)))
        return cursor.rowcount


def relocate_actors() -> int:
    """Give actors today's commune, and today's code of the territory where they act; return how many rows changed."""
    changed = follow_communes(Actor)
    return changed + follow_territories(Actor)


def follow_territories(model: type[Model]) -> int:
    """Give the rows of a model that names a `territory` today's code of it; return how many changed."""
    changed, rows = 0, model._default_manager
    named = rows.exclude(territory="").order_by("territory")
    for token in list(named.values_list("territory", flat=True).distinct()):
        place = Territory.from_token(token)
        if place is not None and place.token != token:
            changed += rows.filter(territory=token).update(territory=place.token)
    return changed


@transaction.atomic
def relocate_animators() -> int:
    """Give who animates a territory today's code of it, and what holds it now; return how many changed.

    Where an actor has that of today already, the former one goes.
    """
    changed = 0
    for animator in Animator.objects.select_for_update().order_by("pk"):
        place = animator.place
        if place is None or (place.token, holders_of(place)) == (animator.territory, animator.holders):
            continue
        changed += 1
        twin = Animator.objects.filter(actor=animator.actor_id, territory=place.token).exclude(pk=animator.pk)
        if twin.exists():
            animator.delete()
            continue
        animator.territory, animator.holders = place.token, holders_of(place)
        animator.save(update_fields=["territory", "holders"])
    return changed
