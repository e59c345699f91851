"""Meetings, and what they tell the floors below."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Meetings."""

    name = "events"
    verbose_name = "Rencontres"
