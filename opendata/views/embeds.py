"""Frames for other sites, and the page where one makes one's own."""

from dataclasses import replace

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt

from initiatives.filters import Filters
from initiatives.models import Theme
from initiatives.pages import result_page
from initiatives.results import Found
from initiatives.results.finding import find
from initiatives.views.map import bounds_of, drawing
from moderation import caching
from opendata.embeds import FORMS, HEIGHT, Embed

# Any site may frame these two pages: they have no form, no cookie and no button that does anything.
framed_anywhere = csp_replace({"frame-ancestors": ["*"], "form-action": [NONE]})


@csp_replace({"frame-src": [SELF]})
@caching.listing
def embed_page(request: HttpRequest) -> HttpResponse:
    """Let a visitor choose what to show on another site; give the code, and the frame as it will be."""
    embed = Embed.parse(request.GET)
    context = {
        "embed": embed,
        "forms": [(value, label, value == embed.form) for value, label in FORMS.items()],
        "themes": [(theme, theme in embed.filters.themes) for theme in Theme.objects.remembered()],
        "height": HEIGHT,
        "tiles": bool(settings.TILE_URL) and embed.form == "carte",
    }
    return render(request, "opendata/embed.html", context)


@framed_anywhere
@xframe_options_exempt
@caching.listing
def embed_map(request: HttpRequest) -> HttpResponse:
    """Show the map alone, with the list of what is in view."""
    filters = Filters.parse(request.GET)
    whole = filters.without_box()
    found = find(filters)
    everywhere = find(whole) if filters.box else found
    context = {
        **_shown(request, filters, found),
        **caching.remembered(f"map {whole.query()}", lambda: drawing(whole, everywhere)),
        "themes": Theme.objects.remembered(),
        "bounds": bounds_of(filters),
        "tile_url": settings.TILE_URL,
        "tile_attribution": settings.TILE_ATTRIBUTION,
    }
    return render(request, "opendata/map.html", context)


@framed_anywhere
@xframe_options_exempt
@caching.listing
def embed_list(request: HttpRequest) -> HttpResponse:
    """Show the first initiatives of a list."""
    filters = Filters.parse(request.GET)
    return render(request, "opendata/list.html", _shown(request, filters, find(filters)))


def _shown(request: HttpRequest, filters: Filters, found: Found) -> dict[str, object]:
    """Return what both frames show: a first page, and what it is of. Its own order is kept, the page is always one."""
    return {
        "filters": filters,
        "title": Embed("liste", replace(filters, box=None)).title,
        "page": result_page(found, None),
        "count": found.count,
        "query": filters.query(),
    }
