"""The tables of meetings."""

from events.models.event import Event
from events.models.event_set import EventQuerySet
from events.models.occurrence import Occurrence, OccurrenceQuerySet

__all__ = ["Event", "EventQuerySet", "Occurrence", "OccurrenceQuerySet"]
