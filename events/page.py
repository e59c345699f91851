"""What the page of a meeting shows: its times, what it names as far as it is public."""

from collections.abc import Iterable
from typing import Any

from events.models import Event, Occurrence
from moderation.models import Sheet

DATES_SHOWN = 12


def contents(event: Event) -> dict[str, Any]:
    """Return the context of the page of a meeting, fetched by `for_page`."""
    return told(
        event,
        list(event.occurrences.all()),
        organisers=event.organisers.all(),
        initiatives=event.initiatives.all(),
        themes=event.themes.all(),
    )


def told(
    event: Event,
    times: list[Occurrence],
    *,
    organisers: Iterable[Sheet],
    initiatives: Iterable[Sheet],
    themes: Iterable[Any],
) -> dict[str, Any]:
    """Return the same of a meeting that may not be saved yet."""
    days = set(event.rule.days())
    times = [one for one in times if one.day in days] or times  # those before the rule changed are over
    for one in times:
        one.event = event
    coming = [one for one in times if not one.is_past]
    return {
        "event": event,
        "themes": list(themes),
        "organisers": public(organisers),
        "initiatives": public(initiatives),
        "next": next((one for one in coming if not one.is_cancelled), None) or (coming or times)[0],
        "dates": coming[:DATES_SHOWN] if event.comes_again else [],
        "more_dates": max(0, len(coming) - DATES_SHOWN),
        "is_over": not coming,
        "rhythm": event.rule.words if len(times) > 1 else "",
    }


def public(sheets: Iterable[Sheet]) -> list[Sheet]:
    """Return those that visitors see, each once; of one that joined another, that other one."""
    found = [sheet.merged_into if sheet.merged_into is not None else sheet for sheet in sheets]
    return [sheet for sheet in dict.fromkeys(found) if sheet.is_published]
