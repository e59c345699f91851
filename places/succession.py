"""When a code is gone: whatever points at that row, in any app, is made to point at its successor."""

from typing import Any

from django.db import IntegrityError, models, transaction


def repoint(gone: models.Model, successor: models.Model) -> int:
    """Move every foreign key, in whatever app, from one row to another of the same model.

    A row that its own table refuses there (because the like of it already points at the successor) stays where it is.

    Returns:
        the number of rows that stayed.
    """
    stayed = 0
    for relation in _relations(type(gone)):
        name = relation.field.name
        rows = relation.related_model._base_manager.filter(**{name: gone})
        if relation.related_model is type(gone):
            rows = rows.exclude(pk=gone.pk)
        try:
            with transaction.atomic():
                rows.update(**{name: successor})
        except IntegrityError:
            stayed += sum(not _move(row, name, successor) for row in rows)
    return stayed


def _relations(model: type[models.Model]) -> list[Any]:
    """Return all foreign keys to a model: also those without a reverse name, and those of many-to-many tables."""
    return [
        relation
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one)
    ]


def _move(row: models.Model, name: str, successor: models.Model) -> bool:
    try:
        with transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk).update(**{name: successor})
    except IntegrityError:
        return False
    return True
