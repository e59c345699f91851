"""The wide territory that a person means by what they typed: an intercommunality, a department, a region."""

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q

from places.folding import fold
from places.models import Department, Intercommunality, Place, Region

MAX_LENGTH = 100
_SUGGESTIONS = 6


def territories_called(text: str) -> list[Place]:
    """Return the territories of this very name, or the department of this code; the widest last.

    Where a region has one department of its own name (La Réunion), the department alone: what lies in it lies in
    both.
    """
    name, code = fold(text[:MAX_LENGTH]), text.strip().upper()
    if not name:
        return []
    found: list[Place] = [
        *Intercommunality.objects.current().filter(key=name),
        *Department.objects.filter(Q(key=name) | Q(code=code)),
    ]
    regions_held = {place.region_id for place in found if isinstance(place, Department) and place.key == name}
    return [*found, *Region.objects.filter(key=name).exclude(pk__in=regions_held - {None})]


def territories_like(text: str) -> list[Place]:
    """Return a few territories whose name holds the text or is spelt nearly so, the nearest first."""
    name = fold(text[:MAX_LENGTH])
    if len(name) < 2:
        return []
    found: list[tuple[float, int, Place]] = []
    kinds = (Region.objects.all(), Department.objects.all(), Intercommunality.objects.current())
    for order, places in enumerate(kinds):
        near = places.annotate(likeness=TrigramSimilarity("key", name)).filter(
            Q(likeness__gt=0.3) | Q(key__contains=name)
        )
        found += [
            (-place.likeness, order, place) for place in near.order_by("-likeness", "key")[:_SUGGESTIONS]
        ]
    return [place for _, _, place in sorted(found, key=lambda row: row[:2])[:_SUGGESTIONS]]


def described(place: Place) -> str:
    """Return what tells a territory from another of its name: « Brest Métropole, métropole (29) »."""
    if isinstance(place, Intercommunality):
        return f"{place.name}, {place.get_kind_display()} ({place.department_id})"
    return f"{place.name}, {place._meta.verbose_name}"
