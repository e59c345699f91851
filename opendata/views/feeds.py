"""Feeds, and the page that lists them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from initiatives.actor_search import ActorFilters
from initiatives.filters import Filters
from initiatives.models import Theme
from moderation import caching
from opendata.embeds import Embed
from opendata.feeds import actor_entries, initiative_entries, title_of, written
from opendata.frames import KINDS
from opendata.subscriptions import addresses

ATOM = "application/atom+xml; charset=utf-8"


@caching.listing
def initiatives_feed(request: HttpRequest) -> HttpResponse:
    """Send the newest initiatives that pass the filters."""
    filters = Filters.parse(request.GET)
    query = filters.query(without=["tri", "pres"])
    text = written(
        initiative_entries(filters),
        title=title_of("Nouvelles initiatives", filters.active),
        page=_with(reverse("initiative_list"), query),
        address=_with(request.path, query),
    )
    return HttpResponse(text, content_type=ATOM)


@caching.listing
def actors_feed(request: HttpRequest) -> HttpResponse:
    """Send the newest organisations that pass the filters of the list of actors."""
    filters = ActorFilters.parse(request.GET)
    query = filters.query()
    text = written(
        actor_entries(filters),
        title=title_of("Nouveaux acteurs", filters.active),
        page=_with(reverse("actor_list"), query),
        address=_with(request.path, query),
    )
    return HttpResponse(text, content_type=ATOM)


@caching.listing
def feed_list(request: HttpRequest) -> HttpResponse:
    """List every feed, explain what they are for, and give their addresses for the filters that one chooses."""
    chosen = Embed(KINDS["liste"], KINDS["liste"].read(request.GET))
    filters = Filters.parse(request.GET)
    context = {
        "feeds": addresses(request.GET),
        "filters": filters,
        "places": chosen.choices(),
        "themes": [(theme, theme in filters.themes) for theme in Theme.objects.remembered()],
    }
    return render(request, "opendata/feed_list.html", context)


def _with(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
