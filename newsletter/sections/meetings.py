"""The meetings to come: those that were announced in the period, and those of the period after it."""

from collections.abc import Sequence

from django.conf import settings
from django.utils import timezone

from contributors.typography import day_in_words, typo
from events.models import Event, Occurrence
from newsletter.periods import Period
from newsletter.sections.section import Item, Section
from newsletter.selection import Selection


def find(selection: Selection, period: Period, limit: int) -> Sequence[int]:
    """Return the meetings of the period that follows, then those announced in this one that come later."""
    groups = selection.groups
    if groups is None:
        return []
    events = Event.objects.published().filter(is_cancelled=False)
    for group in groups:
        events = events.filter(keys__overlap=group)
    following = Period.around(period.rhythm, timezone.localdate(period.ends_at))
    soon = Occurrence.objects.published().filter(is_cancelled=False, event__in=events.values("pk"))
    found = list(soon.between(period.ends_at, following.ends_at).values_list("event", flat=True)[: 3 * limit])
    new = events.filter(published_at__gte=period.begins_at, published_at__lt=period.ends_at)
    found += (
        new.filter(over_at__gte=timezone.now()).order_by("-published_at").values_list("pk", flat=True)[:limit]
    )
    return list(dict.fromkeys(found))[:limit]


def show(numbers: Sequence[int]) -> list[Item]:
    """Return those that are public now, each with its next time."""
    coming = Occurrence.objects.coming().filter(event__in=numbers, is_cancelled=False)
    following = {row.event_id: row for row in reversed(list(coming))}
    rows = Event.objects.published().filter(pk__in=numbers).with_places()
    return [
        Item(
            number=row.pk,
            title=typo(row.title),
            url=settings.SITE_URL + row.get_absolute_url(),
            place=row.place_label,
            when="annulée" if row.is_cancelled else _when(following.get(row.pk)),
            summary=typo(row.summary),
        )
        for row in rows
    ]


def _when(following: Occurrence | None) -> str:
    """Return when it takes place next, by the clock of its own place."""
    return f"le {day_in_words(following.day)}" if following else "passée"


MEETINGS = Section(
    name="rencontres",
    label="Les rencontres à venir",
    title="Rencontres à venir",
    rank=30,
    kind=Event,
    find=find,
    show=show,
    list_name="event_list",
)
