"""The list of meetings, their map, and the table of a month."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from events.agenda import PAST, EventFilters, by_day
from events.map import drawing
from events.map_page import MapPage
from events.models import Occurrence
from events.month_page import weeks_of
from events.months import Month
from events.recurrence import DAYS
from initiatives.facets import Choice
from initiatives.filters import value
from initiatives.models import Theme
from moderation import caching
from moderation.paging import asked_page
from places.models import Commune

PER_PAGE = 24


class Counted:
    """The times that pass, as far as pages lead, for Django's paginator."""

    def __init__(self, filters: EventFilters) -> None:
        self._filters = filters

    def __len__(self) -> int:
        return min(self._filters.number, self._filters.ceiling)

    def __getitem__(self, ranks: slice) -> list[Occurrence]:
        return list(self._filters.occurrences.for_lists()[ranks])


@caching.listing
def event_list(request: HttpRequest) -> HttpResponse:
    """List what comes, or with `?quand=passees` what is over, day by day; `?ou=` is a commune typed by name."""
    filters = EventFilters.parse(request.GET)
    if moved := _near(request, filters):
        return moved
    found: Any = Counted(filters)  # the stubs want a whole sequence; the paginator only counts and cuts
    page = asked_page(Paginator(found, PER_PAGE), request.GET.get("page"))
    context = {
        "filters": filters,
        "page": page,
        "days": by_day(page.object_list),
        "is_cut": filters.number > filters.ceiling,
        "themes": _themes(filters),
        "this_month": Month.of(timezone.localdate()),
        "unknown_place": value(request.GET, "ou"),
        "past": PAST,
        "drawing": "" if filters.pairs or page.number > 1 else drawing(),
    }
    return render(request, "events/event_list.html", context)


def _near(request: HttpRequest, filters: EventFilters) -> HttpResponse | None:
    """Lead to what is near the commune that `?ou=` names; None without one that is known."""
    place = value(request.GET, "ou")
    near = Commune.objects.search(place, limit=1).first() if place else None
    if near is None:
        return None
    pairs = [pair for pair in filters.pairs if pair[0] != "pres"]
    return redirect(f"{request.path}?{urlencode([*pairs, ('pres', near.pk)])}")


@caching.listing
def event_map(request: HttpRequest) -> HttpResponse:
    """Show on a map the next meetings that pass the filters of the list, and the same in a list."""
    shown = MapPage(EventFilters.parse(request.GET))
    if moved := _near(request, shown.filters):
        return moved
    context = {
        "filters": shown.filters,
        "shown": shown,
        "themes": _themes(shown.filters),
        "unknown_place": value(request.GET, "ou"),
        "tile_url": settings.TILE_URL,
        "tile_attribution": settings.TILE_ATTRIBUTION,
    }
    return render(request, "events/event_map.html", context)


@caching.listing
def event_month(request: HttpRequest, month: str) -> HttpResponse:
    """Show a month as a table, by the filters of the list."""
    asked = Month.parse(month)
    if asked is None:
        raise Http404
    # By place, by theme, by sheet: words would be looked for in every meeting of the month.
    filters = replace(EventFilters.parse(request.GET).timeless, q="")
    weeks = weeks_of(asked, filters)
    context = {
        "filters": filters,
        "month": asked,
        "weeks": weeks,
        "weekdays": DAYS,
        "number": sum(day.fresh for week in weeks for day in week),
        "today": timezone.localdate(),
    }
    return render(request, "events/event_month.html", context)


def _themes(filters: EventFilters) -> list[Choice]:
    return [
        Choice(theme.slug, theme.name, None, theme in filters.themes, theme)
        for theme in Theme.objects.remembered()
    ]
