"""What meetings have of their own on the way that all sheets go, from the form to the queue."""

from typing import Any

from django.conf import settings
from django.http import QueryDict

from contributors.models import Contributor
from events.announcing.form import EventForm
from events.models import Event
from events.page import told
from events.recurrence import Rhythm
from events.scheduling import schedule
from initiatives.filters import value
from initiatives.models import Initiative
from initiatives.submission.actions import save_with_free_slug
from initiatives.submission.kinds import Kind, Page
from initiatives.submission.own import point_picked

ADDRESS_LENGTH = 160


def _begun(query: QueryDict) -> EventForm:
    """Return the form; it presents the published initiative of `?initiative=`."""
    shown = Initiative.objects.reached_by(value(query, "initiative", ADDRESS_LENGTH))
    if shown is None:
        return EventForm()
    typed = {"initiatives": [settings.SITE_URL + shown.get_absolute_url()], "rhythm": [Rhythm.ONCE.value]}
    return EventForm.again(typed, checked=False)


def _make(form: EventForm, contributor: Contributor) -> Event:
    """Write the rows of the meeting."""
    event = form.as_event()
    event.submitted_by = contributor
    save_with_free_slug(event)
    for name, sheets in form.named().items():
        getattr(event, name).set(sheets)
    schedule(event)
    return event


def _form(_: EventForm) -> dict[str, Any]:
    return point_picked()


def _look(form: EventForm) -> dict[str, Any]:
    """Return what the look at a meeting shows."""
    event = form.as_event()
    return told(event, event.planned(), **form.named())


EVENT = Kind(
    form=EventForm,
    model=Event,
    begin=_begun,
    make=_make,
    writing=Page("events/event_write.html", _form),
    look=Page("events/event_review.html", _look),
    elsewhere="Voir les rencontres",
    another="En annoncer une autre",
)
