"""The page of a meeting, and of its history."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from contact.reach import is_reachable
from events.models import Event
from events.page import contents
from events.readers import EventReader
from events.registering.block import block_of, standing
from events.structured import event_data
from moderation import caching
from moderation.history_views import history_page


@caching.passing(standing)
def event_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one meeting, to come or past; a former address leads to today's."""
    event = cast("Event | None", Event.objects.for_page().at(slug))
    if event is None:
        if moved := Event.objects.moved(slug):
            return redirect(moved, permanent=True)
        raise Http404
    shown = contents(event)
    context = shown | {
        "structured": event_data(shown),
        "reachable": not shown["is_over"] and is_reachable(event),
    }
    return render(request, "events/event.html", context | block_of(event))


@caching.sheet
def event_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what changed in a published meeting."""
    crumb = ("Rencontres", reverse("event_list"))
    return history_page(request, slug, model=Event, reader=EventReader, crumb=crumb)
