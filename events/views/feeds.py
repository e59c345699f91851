"""Meetings for calendars and readers of feeds, by the filters of their list."""

from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from contributors.typography import typo
from events.agenda import EventFilters
from events.calendars import calendar_of, meetings_of
from events.models import Event
from events.models.occurrence import today_begins
from initiatives.views.call_feed import readable
from moderation import caching

CALENDAR = "text/calendar; charset=utf-8"
NAME = "Rencontres – Territoires contributifs"
MOST = 30


@caching.tile
def calendar_feed(request: HttpRequest) -> HttpResponse:
    """Send the meetings to come, by any filter, as a calendar to subscribe to: long to write, it is kept in memory."""
    filters = EventFilters.parse(request.GET)
    address = _whole("event_calendar", filters)
    content = calendar_of(meetings_of(filters), name=_named(filters), address=address)
    return HttpResponse(content, content_type=CALENDAR)


@caching.sheet
def event_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Send one meeting as a file for a calendar; a former address leads to today's, for whoever follows it."""
    event = cast("Event | None", Event.objects.for_calendar().at(slug))
    if event is None:
        if moved := cast("Event | None", Event.objects.moved(slug)):
            return redirect("event_ics", moved.slug, permanent=True)
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{event.slug}.ics"'}
    return HttpResponse(calendar_of([event]), content_type=CALENDAR, headers=headers)


class EventFeed(Feed):
    """Meetings to come, the last announced first; all addresses are on SITE_URL."""

    feed_type = Atom1Feed
    language = "fr"

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> EventFilters:
        """Return the filters of the address."""
        return EventFilters.parse(request.GET).timeless

    def title(self, filters: EventFilters) -> str:
        """Return what the feed is called."""
        return readable(_named(filters))

    def subtitle(self, filters: EventFilters) -> str:
        """Return what it tells."""
        return "Portes ouvertes, ateliers, visites\u00a0: où rencontrer celles et ceux qui agissent."

    def link(self, filters: EventFilters) -> str:
        """Return the address of the list."""
        return _whole("event_list", filters)

    def feed_url(self, filters: EventFilters) -> str:
        """Return the address of the feed, which is its identity too."""
        return _whole("event_feed", filters)

    feed_guid = feed_url

    def items(self, filters: EventFilters) -> list[Event]:
        """Return the meetings announced last."""
        found = Event.objects.all() if filters.narrowed is None else filters.narrowed
        coming = found.published().filter(over_at__gte=today_begins())
        return list(coming.for_page().order_by("-published_at", "-pk")[:MOST])

    def item_title(self, item: Any) -> str:
        """Return the title of a meeting."""
        return readable(typo(item.title))

    def item_description(self, item: Any) -> str:
        """Return when and where, then its summary, as text."""
        now = timezone.now()
        times = sorted(item.occurrences.all(), key=lambda one: (one.ends_at < now, one.starts_at))
        times[0].event = item
        when = "Annulée" if times[0].is_off else times[0].when
        told = ". ".join(filter(None, [when, item.place_label, item.summary]))
        return escape(readable(typo(told)))  # Django says that it is HTML

    def item_link(self, item: Any) -> str:
        """Return the address of its page."""
        return settings.SITE_URL + item.get_absolute_url()

    def item_guid(self, item: Any) -> str:
        """Return what tells it from others, even once its address has changed."""
        host = settings.SITE_URL.partition("://")[2].partition(":")[0]
        return f"tag:{host},2026:rencontre-{item.pk}"

    def item_pubdate(self, item: Any) -> datetime:
        """Return when it was published."""
        published: datetime = item.published_at
        return published

    def item_updateddate(self, item: Any) -> datetime:
        """Return when it last changed."""
        updated: datetime = item.updated_at
        return updated

    def item_categories(self, item: Any) -> list[str]:
        """Return its themes."""
        return [theme.name for theme in item.themes.all()]

    def item_author_name(self, item: Any) -> str:
        """Return who organises it: Atom wants an author."""
        names = [actor.name for actor in item.organisers.all() if actor.is_published]
        return readable(", ".join(filter(None, [*names, item.organised_by])) or "Territoires contributifs")


def _named(filters: EventFilters) -> str:
    return f"{NAME}\u00a0: {filters.label}" if filters.label else NAME


def _whole(name: str, filters: EventFilters) -> str:
    return f"{settings.SITE_URL}{reverse(name)}" + (f"?{filters.query}" if filters.query else "")


event_feed = caching.listing(EventFeed())
