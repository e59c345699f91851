"""Calendars (RFC 5545) of meetings, that people take away or subscribe to.

A meeting that comes again is one component with its rule (RRULE) and the dates that are cancelled (EXDATE): calendars
show it as one series, and subscribing to a year of weekly meetings costs one entry. Nobody's address is in them.
"""

import re
from collections.abc import Iterable
from datetime import UTC, timedelta
from typing import Any

from django.conf import settings
from icalendar import Calendar
from icalendar import Event as Component

from events.agenda import EventFilters
from events.calendar_zones import component_of
from events.models import Event
from events.models.event_set import EventQuerySet
from events.page import public
from events.recurrence import Rhythm

MOST = 300  # meetings of one calendar
LOOKED_AT = 2000  # times among which they are found
REFRESHED = timedelta(hours=12)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# Controls that no text of a calendar may have (RFC 5545, 3.3.11); line ends are escaped by the library.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


def meetings_of(filters: EventFilters) -> list[Event]:
    """Return the meetings that a calendar of these filters holds: those that come first."""
    coming = filters.timeless.occurrences
    if filters.month is not None:
        coming = coming.filter(starts_at__lt=filters.month.ends, ends_at__gt=filters.month.begins)
    numbers = dict.fromkeys(coming.values_list("event", flat=True)[:LOOKED_AT])
    wanted = list(numbers)[:MOST]
    found: EventQuerySet = Event.objects.published().for_page()
    known = {event.pk: event for event in found.filter(pk__in=wanted)}
    return [known[number] for number in wanted if number in known]


def calendar_of(events: Iterable[Event], *, name: str = "", address: str = "") -> bytes:
    """Return these meetings, fetched by `for_page`, as a calendar; one that is subscribed to has a name and address."""
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
    for event in held:
        calendar.add_component(_component(event))
    return calendar.to_ical()


def _component(event: Event) -> Component:
    start, end = event.times_on(event.day)
    one = Component()
    one.add("uid", f"rencontre-{event.pk}@{_host()}")
    one.add("dtstamp", event.updated_at.astimezone(UTC))
    one.add("last-modified", event.updated_at.astimezone(UTC))
    if event.published_at:
        one.add("created", event.published_at.astimezone(UTC))
    one.add("sequence", event.sequence)
    one.add("dtstart", start)
    one.add("dtend", end)
    for name, value in _texts(event).items():
        if value:
            one.add(name, _plain(value))
    one.add("url", settings.SITE_URL + event.get_absolute_url())
    if event.latitude is not None:
        one.add("geo", (event.latitude, event.longitude))
    if themes := [_plain(theme.name) for theme in event.themes.all()]:
        one.add("categories", themes)
    one.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    _add_rule(one, event)
    return one


def _add_rule(one: Component, event: Event) -> None:
    days = event.rule.days()
    if len(days) < 2:
        return
    weekday = WEEKDAYS[event.day.weekday()]
    rules: dict[str, dict[str, Any]] = {
        Rhythm.WEEKLY: {"freq": "weekly"},
        Rhythm.FORTNIGHTLY: {"freq": "weekly", "interval": 2},
        Rhythm.WEEKDAY: {"freq": "monthly", "byday": f"{event.rule.rank}{weekday}"},
        Rhythm.DATE: {"freq": "monthly", "bymonthday": event.day.day},
    }
    # The cancelled ones are counted too: EXDATE takes them away afterwards.
    one.add("rrule", rules[event.rhythm] | {"count": len(days)})
    off = [day for day in sorted(event.cancelled_days) if day in set(days)]
    if off:
        one.add("exdate", [event.times_on(day)[0] for day in off])


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
