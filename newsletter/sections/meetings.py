"""The meetings that were announced and that one may still come to."""

from collections.abc import Sequence

from django.conf import settings
from django.db.models import OuterRef, Prefetch, Subquery

from contributors.typography import typo
from events.models import Event, Occurrence
from events.models.occurrence import OccurrenceQuerySet, today_begins
from newsletter.periods import Period
from newsletter.sections.section import Item, Section
from newsletter.selection import Selection


def find(selection: Selection, period: Period, limit: int) -> Sequence[int]:
    """Return the meetings to come that were announced in a period, the next first."""
    groups = selection.groups
    if groups is None:
        return []
    events = Event.objects.published().filter(
        published_at__gte=period.begins_at,
        published_at__lt=period.ends_at,
        over_at__gte=today_begins(),
        is_cancelled=False,
    )
    for group in groups:
        events = events.filter(keys__overlap=group)
    begins = _coming().filter(event=OuterRef("pk")).values("starts_at")[:1]
    # Without a time to come, all that remained were cancelled one by one.
    found = events.alias(begins=Subquery(begins)).filter(begins__isnull=False).order_by("begins", "pk")
    return list(found.values_list("pk", flat=True)[:limit])


def show(numbers: Sequence[int]) -> list[Item]:
    """Return those that are public now, each with its next time; what is over or cancelled says so."""
    following = _coming().order_by("event_id", "starts_at").distinct("event_id")
    events = Event.objects.published().filter(pk__in=numbers).select_related("commune")
    found = events.defer("description", "words_found").prefetch_related(
        Prefetch("occurrences", following, "next_times")
    )
    return [
        Item(
            number=event.pk,
            title=typo(event.title),
            url=settings.SITE_URL + event.get_absolute_url(),
            place=typo(event.place_label),
            when=_when(event, event.next_times),
            summary=typo(event.summary),
        )
        for event in found.order_by("pk")
    ]


def _coming() -> OccurrenceQuerySet:
    return Occurrence.objects.coming().filter(is_cancelled=False)


def _when(event: Event, times: Sequence[Occurrence]) -> str:
    if event.is_cancelled:
        return "annulée"
    return typo(times[0].when) if times else "passée"


MEETINGS = Section(
    name="rencontres",
    label="Les rencontres\u00a0: visites, ateliers, portes ouvertes à venir",
    title="Rencontres à venir",
    rank=30,
    kind=Event,
    find=find,
    show=show,
    list_name="event_list",
)
