"""The tables of meetings."""

from events.models.event import Event
from events.models.event_set import EventQuerySet
from events.models.occurrence import Occurrence, OccurrenceQuerySet
from events.models.registering import Registering
from events.models.registration import Announcement, Registration, RegistrationQuerySet, ReportRequest

__all__ = [
    "Announcement",
    "Event",
    "EventQuerySet",
    "Occurrence",
    "OccurrenceQuerySet",
    "Registering",
    "Registration",
    "RegistrationQuerySet",
    "ReportRequest",
]
