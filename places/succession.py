"""When a code is gone: whatever points at that row, in any app, is made to point at its successor."""

from django.db import IntegrityError, models, transaction


def repoint(gone: models.Model, successor: models.Model) -> int:
    """Move every foreign key, in whatever app, from one row to another of the same model.

    A row that its own table refuses there (because the like of it already points at the successor) stays where it is.

    Returns:
        the number of rows that stayed.
    """
    stayed = 0
    for relation in type(gone)._meta.get_fields(include_hidden=True):
        # Hidden relations too: those without a reverse name, and the tables of many-to-many relations.
        if not (
            relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one)
        ):
            continue
        name = relation.field.name
        rows = relation.related_model._base_manager.filter(**{name: gone}).exclude(
            pk=_own_key(relation, gone)
        )
        try:
            with transaction.atomic():
                rows.update(**{name: successor})
        except IntegrityError:
            stayed += sum(not _move(row, name, successor) for row in rows)
    return stayed


def _own_key(relation: models.ForeignObjectRel, gone: models.Model) -> object:
    return gone.pk if relation.related_model is type(gone) else None


def _move(row: models.Model, name: str, successor: models.Model) -> bool:
    try:
        with transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk).update(**{name: successor})
    except IntegrityError:
        return False
    return True
