"""Meetings in templates, those of other applications too: what comes next about something."""

from datetime import date, datetime
from typing import Any

from django import template
from django.conf import settings

from events.coming import coming_about
from events.models import Occurrence
from events.words import hour_in_words, weekday_in_words

register = template.Library()


@register.simple_tag
def coming_meetings(subject: Any = None) -> list[Occurrence]:
    """Return the next meetings about an initiative, an actor, a theme or a territory; about anything without one."""
    return coming_about(subject)


@register.filter
def weekday_fr(day: date) -> str:
    """Return a day with its name: « mardi 2 mars 2027 »."""
    return weekday_in_words(day)


@register.filter
def hour_fr(moment: datetime) -> str:
    """Return the hour of a moment, by the clock of its own time zone: « 18 h 30 »."""
    return hour_in_words(moment.time())


@register.simple_tag
def webcal(path: str, query: str = "") -> str:
    """Return the address by which telephones offer to subscribe to a calendar."""
    host = settings.SITE_URL.partition("://")[2]
    return f"webcal://{host}{path}" + (f"?{query}" if query else "")
