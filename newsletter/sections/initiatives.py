"""The initiatives that appeared."""

from collections.abc import Sequence

from django.conf import settings

from contributors.typography import typo
from initiatives.labels import place_label
from initiatives.models import Initiative, Listing
from newsletter.periods import Period
from newsletter.sections.section import Item, Section
from newsletter.selection import Selection


def find(selection: Selection, period: Period, limit: int) -> Sequence[int]:
    """Return the initiatives published in a period, the newest first."""
    groups = selection.groups
    if groups is None:
        return []
    listed = Listing.objects.filter(published_at__gte=period.begins_at, published_at__lt=period.ends_at)
    for group in groups:
        listed = listed.filter(keys__overlap=group)
    return list(listed.order_by("-published_at", "-pk").values_list("pk", flat=True)[:limit])


def show(numbers: Sequence[int]) -> list[Item]:
    """Return those that are public now."""
    found = Initiative.objects.published().filter(pk__in=numbers).select_related("listing")
    rows = found.only("slug", "title", "summary", "status", "listing__card").order_by("pk")
    return [
        Item(
            number=row.pk,
            title=typo(row.title),
            url=settings.SITE_URL + row.get_absolute_url(),
            place=place_label(row.listing.card["places"]),
            summary=typo(row.summary),
        )
        for row in rows
    ]


INITIATIVES = Section(
    name="initiatives",
    label="Les nouvelles initiatives",
    title="Nouvelles initiatives",
    rank=10,
    kind=Initiative,
    find=find,
    show=show,
    list_name="initiative_list",
)
