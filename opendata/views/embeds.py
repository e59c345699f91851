"""Frames for other sites, and the page where one makes one's own."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt

from events.agenda import EventFilters, by_day
from initiatives.calling.lists import CallFilters
from initiatives.filters import Filters
from initiatives.models import Theme
from initiatives.pages import result_page
from initiatives.results.finding import find
from initiatives.views.map import bounds_of, drawing
from moderation import caching
from opendata.embeds import COLOURS, LARGEST, SCHEMES, SMALLEST, Embed
from opendata.frames import KINDS
from opendata.sheets import card_of

ROWS = 24  # of calls and of meetings: those of their lists' first page
View = Callable[..., HttpResponseBase]


def framed(view: View) -> View:
    """Let any site frame a page: it has no form, no cookie and no button that does anything."""
    anywhere = csp_replace({"frame-ancestors": ["*"], "form-action": [NONE]})
    return anywhere(xframe_options_exempt(caching.listing(view)))


@csp_replace({"frame-src": [SELF]})
@caching.listing
def embed_page(request: HttpRequest) -> HttpResponse:
    """Let a visitor choose what to show on another site; give the code, and the frame as it will be."""
    embed = Embed.parse(request.GET)
    themes = embed.chosen("theme")
    context = {
        "embed": embed,
        "kinds": [(kind, kind is embed.kind) for kind in KINDS.values()],
        "colours": [(value, label, value == embed.colours) for value, label in COLOURS.items()],
        "themes": [(theme, theme.slug in themes) for theme in Theme.objects.remembered()],
        "words": "".join(embed.chosen("q")),
        "sheet": settings.SITE_URL + embed.shown.page
        if embed.shown.sheet
        else request.GET.get("f", "")[:200],
        "smallest": SMALLEST,
        "largest": LARGEST,
        "tiles": bool(settings.TILE_URL) and embed.kind.name == "carte",
    }
    return render(request, "opendata/embed.html", context)


@framed
def embed_map(request: HttpRequest) -> HttpResponse:
    """Show the map alone, with the list of what is in view."""
    filters = Filters.parse(request.GET)
    whole = filters.without_box()
    found = find(filters)
    everywhere = find(whole) if filters.box else found
    context = {
        **_of(request, "carte"),
        "page": result_page(found, None),
        "count": found.count,
        "filters": filters,
        **caching.remembered(f"map {whole.query()}", lambda: drawing(whole, everywhere)),
        "themes": Theme.objects.remembered(),
        "bounds": bounds_of(filters),
        "tile_url": settings.TILE_URL,
        "tile_attribution": settings.TILE_ATTRIBUTION,
    }
    return render(request, "opendata/map.html", context)


@framed
def embed_list(request: HttpRequest) -> HttpResponse:
    """Show the first initiatives of a list, in its own order."""
    found = find(Filters.parse(request.GET))
    context = {**_of(request, "liste"), "page": result_page(found, None), "count": found.count}
    return render(request, "opendata/list.html", context)


@framed
def embed_calls(request: HttpRequest) -> HttpResponse:
    """Show the first open calls of a list."""
    filters = CallFilters.parse(request.GET)
    calls = list(filters.calls.for_lists()[: ROWS + 1])
    context = {**_of(request, "appels"), "calls": calls[:ROWS], "has_more": len(calls) > ROWS}
    return render(request, "opendata/calls.html", context)


@framed
def embed_agenda(request: HttpRequest) -> HttpResponse:
    """Show the next meetings, day by day."""
    filters = replace(EventFilters.parse(request.GET), is_past=False)
    times = list(filters.occurrences.for_lists()[: ROWS + 1])
    context = {**_of(request, "agenda"), "days": by_day(times[:ROWS]), "has_more": len(times) > ROWS}
    return render(request, "opendata/agenda.html", context)


@framed
def embed_sheet(request: HttpRequest) -> HttpResponse:
    """Show one sheet; say kindly, and with a link, that it is not there any more."""
    context = _of(request, "fiche")
    sheet = context["shown"].sheet
    if sheet is None:
        return render(request, "opendata/no_sheet.html", context, status=404)
    return render(request, "opendata/sheet.html", context | {"card": card_of(sheet)})


def _of(request: HttpRequest, name: str) -> dict[str, Any]:
    """Return what every frame says: its title, the page that it comes from, its colours."""
    shown = KINDS[name].read(request.GET)
    return {"shown": shown, "title": shown.title, "scheme": SCHEMES.get(request.GET.get("couleurs", ""), "")}
