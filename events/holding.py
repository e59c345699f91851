"""What is kept here about sheets, told to the floors below: meetings name actors and initiatives."""

from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from contributors.models import Contributor
from events.models import Event
from initiatives.models import Actor, Initiative
from moderation.holdings import Holding
from moderation.models import FormerSlug, Merge, Proposal, Revision

NAMED = {Actor: "organisers", Initiative: "initiatives"}


def forget(content_type: ContentType, numbers: Sequence[int]) -> None:
    """Take sheets that are about to be deleted out of the meetings that name them, their histories included."""
    model: Any = content_type.model_class()
    field = NAMED.get(model)
    if field is None:
        return
    former = FormerSlug.objects.filter(content_type=content_type, object_id__in=list(numbers))
    slugs = {
        *model.objects.filter(pk__in=list(numbers)).values_list("slug", flat=True),
        *former.values_list("slug", flat=True),
    }
    if slugs:
        _forget_in_histories(field, slugs)
    through: Any = Event._meta.get_field(field).remote_field.through  # type: ignore[union-attr]  # a relation to many
    through.objects.filter(**{f"{model._meta.model_name}__in": list(numbers)}).delete()


def _forget_in_histories(field: str, slugs: set[str]) -> None:
    """Take these addresses out of what is kept of meetings: versions, merges, proposals."""
    about = ContentType.objects.get_for_model(Event)
    columns: dict[Any, tuple[str, ...]] = {
        Revision: ("data",),
        Merge: ("winner_before", "winner_after", "loser_before"),
    }
    for model, names in columns.items():
        for name in names:
            held = Q(**{f"{name}__{field}__has_any_keys": sorted(slugs)})
            for row in model.objects.filter(held, content_type=about):
                data = getattr(row, name)
                setattr(row, name, data | {field: [slug for slug in data[field] if slug not in slugs]})
                row.save(update_fields=[name])
    for proposal in Proposal.objects.filter(content_type=about, changes__has_key=field):
        for moment in ("before", "after"):
            said = proposal.changes[field].get(moment) or []
            proposal.changes[field][moment] = [slug for slug in said if slug not in slugs]
        proposal.save(update_fields=["changes"])


def export(contributor: Contributor) -> dict[str, Any]:
    """Return nothing: the meetings of a person are told as every sheet of theirs is."""
    return {}


HOLDING = Holding(export=export, forget=forget)
