"""Where and when a date is, in words for mails, and as what tells that it changed."""

import hashlib
from datetime import datetime

from events.models import Event
from events.words import hours_in_words, weekday_in_words, zone_in_words
from events.zones import zone


def when_in_words(starts_at: datetime, ends_at: datetime, time_zone: str) -> str:
    """Return when a date is, by the clock of its own zone, which is named unless it is that of Paris."""
    start, end = starts_at.astimezone(zone(time_zone)), ends_at.astimezone(zone(time_zone))
    said = f"{weekday_in_words(start.date())}, {hours_in_words(start, end)}"
    clock = zone_in_words(time_zone)
    return f"{said} ({clock})" if clock else said


def where_in_words(event: Event) -> str:
    """Return where a meeting is, in one line; the page has the rest."""
    commune = event.commune.label if event.commune else ""
    parts = [part for part in (event.venue, event.address, commune) if part]
    if event.online_url:
        parts.append("en ligne" if not parts else "et en ligne")
    return ", ".join(parts)


def where_digest(event: Event) -> str:
    """Return what is the same as long as one goes to the same place by the same address."""
    parts = (event.venue, event.address, event.commune_id or "", event.online_url, event.time_zone)
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()
