"""The calls that appeared and that one may still answer."""

from collections.abc import Sequence

from django.conf import settings

from contributors.typography import day_in_words, typo
from initiatives.models import Call
from newsletter.periods import Period
from newsletter.sections.section import Item, Section
from newsletter.selection import Selection


def find(selection: Selection, period: Period, limit: int) -> Sequence[int]:
    """Return the open calls published in a period, what ends soonest first."""
    groups = selection.groups
    if groups is None:
        return []
    calls = Call.objects.open()
    if groups:
        calls = calls.with_keys(groups)
    calls = calls.filter(published_at__gte=period.begins_at, published_at__lt=period.ends_at)
    return list(calls.order_by("until", "pk").values_list("pk", flat=True)[:limit])


def show(numbers: Sequence[int]) -> list[Item]:
    """Return those that have a page now; one that ended says so."""
    return [
        Item(
            number=call.pk,
            title=typo(call.title),
            url=settings.SITE_URL + call.get_absolute_url(),
            place=", ".join(filter(None, (typo(call.initiative.title), call.where))),
            when=f"jusqu’au {day_in_words(call.until)}" if call.is_open else "terminé",
            summary=typo(call.excerpt),
        )
        for call in Call.objects.shown().filter(pk__in=numbers).for_lists().order_by("pk")
    ]


CALLS = Section(
    name="appels",
    label="Les appels\u00a0: ce que des initiatives cherchent",
    title="Appels",
    rank=20,
    kind=Call,
    find=find,
    show=show,
    list_name="call_list",
)
