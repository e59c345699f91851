"""Sheets that another kind of sheet lists by their addresses: taken out of what is kept of it when they are erased."""

from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from moderation.models import FormerSlug, Merge, Proposal, Revision, Sheet

SNAPSHOTS: dict[Any, tuple[str, ...]] = {
    Revision: ("data",),
    Merge: ("winner_before", "winner_after", "loser_before"),
}


def forget(kind: type[Sheet], field: str, listed: ContentType, numbers: Sequence[int]) -> list[int]:
    """Take sheets that are about to be deleted out of a list of a kind, its histories included; return which had them.

    `field` is the field to many of the `kind`, and the part of its snapshots, that lists sheets of the type `listed`.
    """
    model: Any = listed.model_class()
    former = FormerSlug.objects.filter(content_type=listed, object_id__in=list(numbers))
    slugs = {
        *model._default_manager.filter(pk__in=list(numbers)).values_list("slug", flat=True),
        *former.values_list("slug", flat=True),
    }
    if slugs:
        _forget_in_histories(kind, field, slugs)
    relation: Any = kind._meta.get_field(field)
    rows = relation.remote_field.through._default_manager.filter(
        **{f"{model._meta.model_name}__in": list(numbers)}
    )
    touched: list[int] = list(rows.values_list(kind._meta.model_name, flat=True).distinct())
    rows.delete()
    return touched


def _forget_in_histories(kind: type[Sheet], field: str, slugs: set[str]) -> None:
    """Take these addresses out of what is kept of a kind: versions, merges, proposals."""
    about = ContentType.objects.get_for_model(kind)
    for model, names in SNAPSHOTS.items():
        for name in names:
            held = Q(**{f"{name}__{field}__has_any_keys": sorted(slugs)})
            for row in model._default_manager.filter(held, content_type=about):
                data = getattr(row, name)
                setattr(row, name, data | {field: [slug for slug in data[field] if slug not in slugs]})
                row.save(update_fields=[name])
    for proposal in Proposal.objects.filter(content_type=about, changes__has_key=field):
        for moment in ("before", "after"):
            said = proposal.changes[field].get(moment) or []
            proposal.changes[field][moment] = [slug for slug in said if slug not in slugs]
        proposal.save(update_fields=["changes"])
