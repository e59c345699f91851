"""Calendars (RFC 5545) of meetings, that people take away or subscribe to.

A meeting that comes again is one component with its rule (RRULE) and the dates that are cancelled (EXDATE): calendars
show it as one series, and subscribing to a year of weekly meetings costs one entry. Nobody's address is in them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.conf import settings
from icalendar import Calendar
from icalendar import Event as Component

from events.agenda import EventFilters
from events.calendar_zones import component_of
from events.models import Event
from events.models.event_set import EventQuerySet
from events.page import public
from events.recurrence import Rhythm, Rule

MOST = 300  # meetings of one calendar
LOOKED_AT = 2000  # times among which they are found
KEPT = 2000  # meetings that a process remembers as they are written, a kilobyte each
END = b"END:VCALENDAR\r\n"
REFRESHED = timedelta(hours=12)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# Controls that no text of a calendar may have (RFC 5545, 3.3.11); line ends are escaped by the library.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


def meetings_of(filters: EventFilters) -> list[Event]:
    """Return the meetings that a calendar of these filters holds: those that come first."""
    coming = filters.timeless.all_occurrences
    if filters.month is not None:
        coming = coming.filter(starts_at__lt=filters.month.ends, ends_at__gt=filters.month.begins)
    numbers = dict.fromkeys(coming.values_list("event", flat=True)[:LOOKED_AT])
    wanted = list(numbers)[:MOST]
    found: EventQuerySet = Event.objects.published().for_calendar()
    known = {event.pk: event for event in found.filter(pk__in=wanted)}
    return [known[number] for number in wanted if number in known]


def calendar_of(events: Iterable[Event], *, name: str = "", address: str = "") -> bytes:
    """Return these meetings, fetched by `for_calendar`, as a calendar; with a name and address, to subscribe to."""
    calendar = Calendar()
    calendar.add("prodid", "-//Territoires contributifs//Rencontres//FR")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("name", _plain(name))
        calendar.add("x-wr-calname", _plain(name))
        calendar.add("refresh-interval", REFRESHED, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT12H")
        calendar.add("url", address)
    held = list(events)
    for zone in sorted({event.time_zone for event in held}):
        calendar.add_component(component_of(zone))
    # The library writes the head and the end; between them come the meetings, each written once as long as it is so.
    whole = calendar.to_ical()
    return whole.removesuffix(END) + b"".join(_written(_told(event)) for event in held) + END


@dataclass(frozen=True)
class Told:
    """All that a calendar says of a meeting: what is the same is written the same."""

    uid: str
    changed: datetime
    created: datetime | None
    sequence: int
    zone: str  # the same moment is equal in every zone, and is not written the same
    times: tuple[datetime, datetime]  # the first time, by the clock of its zone
    texts: tuple[tuple[str, str], ...]
    url: str
    point: tuple[float, float] | None  # latitude and longitude, degrees
    themes: tuple[str, ...]
    is_cancelled: bool
    rule: Rule
    off: tuple[datetime, ...]  # when those that are cancelled would begin


def _told(event: Event) -> Told:
    off = sorted(event.cancelled_days) if event.comes_again else []
    days = set(event.rule.days()) if off else set()
    here = event.latitude is not None and event.longitude is not None
    return Told(
        uid=f"rencontre-{event.pk}@{_host()}",
        changed=event.updated_at.astimezone(UTC),
        created=event.published_at.astimezone(UTC) if event.published_at else None,
        sequence=event.sequence,
        zone=event.time_zone,
        times=event.times_on(event.day),
        texts=tuple((name, _plain(text)) for name, text in _texts(event).items() if text),
        url=settings.SITE_URL + event.get_absolute_url(),
        point=(event.latitude, event.longitude) if here else None,  # type: ignore[arg-type]  # neither is None here
        themes=tuple(_plain(theme.name) for theme in event.themes.all()),
        is_cancelled=event.is_cancelled,
        rule=event.rule,
        off=tuple(event.times_on(day)[0] for day in off if day in days),
    )


@lru_cache(maxsize=KEPT)
def _written(told: Told) -> bytes:
    """Return a meeting as a component of a calendar: it takes a millisecond, and hardly any changes from day to day."""
    one = Component()
    one.add("uid", told.uid)
    one.add("dtstamp", told.changed)
    one.add("last-modified", told.changed)
    if told.created:
        one.add("created", told.created)
    one.add("sequence", told.sequence)
    one.add("dtstart", told.times[0])
    one.add("dtend", told.times[1])
    for name, text in told.texts:
        one.add(name, text)
    one.add("url", told.url)
    if told.point is not None:
        one.add("geo", told.point)
    if told.themes:
        one.add("categories", list(told.themes))
    one.add("status", "CANCELLED" if told.is_cancelled else "CONFIRMED")
    _add_rule(one, told)
    written: bytes = one.to_ical()
    return written


def _add_rule(one: Component, told: Told) -> None:
    days, first = told.rule.days(), told.rule.first
    if len(days) < 2:
        return
    rules: dict[str, dict[str, Any]] = {
        Rhythm.WEEKLY: {"freq": "weekly"},
        Rhythm.FORTNIGHTLY: {"freq": "weekly", "interval": 2},
        Rhythm.WEEKDAY: {"freq": "monthly", "byday": f"{told.rule.rank}{WEEKDAYS[first.weekday()]}"},
        Rhythm.DATE: {"freq": "monthly", "bymonthday": first.day},
    }
    # The cancelled ones are counted too: EXDATE takes them away afterwards.
    one.add("rrule", rules[told.rule.rhythm] | {"count": len(days)})
    if told.off:
        one.add("exdate", list(told.off))


def _texts(event: Event) -> dict[str, str]:
    """Return what a calendar says of a meeting in words."""
    organisers = [actor.title_text for actor in public(event.organisers.all())] + [event.organised_by]
    lines = [
        event.summary,
        f"En ligne\u00a0: {event.online_url}" if event.online_url else "",
        f"Organisée par {', '.join(filter(None, organisers))}" if any(organisers) else "",
        f"Prix\u00a0: {event.price}" if event.price else "",
        f"Accessibilité\u00a0: {event.access}" if event.access else "",
        settings.SITE_URL + event.get_absolute_url(),
    ]
    commune = event.commune.name if event.commune else ""
    where = [event.venue, event.address, commune] if commune else [event.online_url]
    return {
        "summary": event.title,
        "description": "\n\n".join(filter(None, lines)),
        "location": ", ".join(filter(None, where)),
    }


def _plain(text: str) -> str:
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _host() -> str:
    return settings.SITE_URL.partition("://")[2].partition(":")[0]
