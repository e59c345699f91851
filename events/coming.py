"""The next meetings about something, for its page."""

from typing import Any

from events.agenda import EventFilters
from events.models import Occurrence
from initiatives.models import Actor, Initiative, Theme
from moderation import caching
from places.models import Commune
from places.territory import Territory

SHOWN = 4
LOOKED_AT = 40  # times, among which those of the same meeting count once


def coming_about(subject: Any = None) -> list[Occurrence]:
    """Return the next time of each of the next meetings about a subject, or of all for None; remembered.

    A commune stands for what is around it; filters, for what passes.

    Nothing for a subject that is not published, or that is no subject of meetings.
    """
    filters = _filters(subject)
    if filters is None:
        return []
    name = f"coming {filters.query}"
    found: list[Occurrence] = caching.remembered(name, lambda: _first_of_each(filters))
    return found


def _filters(subject: Any) -> EventFilters | None:
    if subject is None:
        return EventFilters()
    if isinstance(subject, EventFilters):
        return subject
    if isinstance(subject, Theme):
        return EventFilters(themes=(subject,))
    if isinstance(subject, Commune):
        return EventFilters(near=subject)
    if isinstance(subject, Territory):
        return EventFilters(territory=subject)
    if isinstance(subject, Initiative | Actor) and subject.is_published and subject.pk:
        return (
            EventFilters(initiative=subject)
            if isinstance(subject, Initiative)
            else EventFilters(actor=subject)
        )
    return None


def _first_of_each(filters: EventFilters) -> list[Occurrence]:
    coming = filters.occurrences.filter(is_cancelled=False, event__is_cancelled=False)
    found: dict[int, Occurrence] = {}
    for one in coming.select_related("event__commune").defer("event__description", "event__words_found")[
        :LOOKED_AT
    ]:
        found.setdefault(one.event_id, one)
    return list(found.values())[:SHOWN]
