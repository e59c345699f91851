"""Meetings, and what they tell the floors below."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Meetings."""

    name = "events"
    verbose_name = "Rencontres"

    def ready(self) -> None:
        """Tell what is registered for, and what goes with it."""
        from events.registering.telling import tell

        tell()
