"""Themes."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from initiatives.activity import LOOKED_AT, Activity, activity_among, activity_of
from initiatives.calling.lists import ending_soonest
from initiatives.cards import cards
from initiatives.figures import PlaceFigure, by_territory
from initiatives.filters import Filters, value
from initiatives.map import counts_by_department
from initiatives.models import KeyCount, Tag, Theme
from initiatives.results import Found
from initiatives.results.finding import find
from initiatives.svg_map import SvgMap
from initiatives.territory_map import territory_drawing
from moderation import caching
from moderation.models import FormerSlug
from places.models import Region
from places.territory import Inside, Territory

CALLS_SHOWN = 4
NEWEST_SHOWN = 6
TAGS_SHOWN = 30


@caching.listing
def theme_list(request: HttpRequest) -> HttpResponse:
    """List the themes, each with its number of published initiatives."""
    counts = KeyCount.objects.of("theme:")
    themes = [(theme, counts.get(str(theme.pk), 0)) for theme in Theme.objects.remembered()]
    return render(request, "initiatives/theme_list.html", {"themes": themes})


def contents(theme: Theme, territory: Territory | None) -> dict[str, Any]:
    """Return what the page of a theme shows of it, in the whole country or in one territory."""
    filters = replace(Filters(), themes=(theme,), territory=territory)
    found = find(filters)
    rows, people = by_territory(found, _parts(territory))
    return {
        "theme": theme,
        "territory": territory,
        "count": _count(theme, territory),
        "tags": list(Tag.objects.used().filter(theme=theme).order_by("-published", "key")[:TAGS_SHOWN]),
        "calls": ending_soonest(
            CALLS_SHOWN, [f"theme:{theme.pk}", *([territory.token] if territory else [])]
        ),
        "newest": cards(found.hits(0, min(NEWEST_SHOWN, found.reach))),
        "places": [row for row in rows if row.count],
        "people": people,
        "activity": _activity(theme, territory, found),
        "drawing": drawing(theme, filters, found, rows),
        "query": filters.query(),
    }


def drawing(theme: Theme, filters: Filters, found: Found, rows: list[PlaceFigure]) -> str:
    """Return the small map of where the initiatives of a theme are; inside a territory, circles narrow the page."""
    if filters.territory is None:
        return SvgMap.teaser(counts_by_department(filters, found), query=filters.query()).drawn()
    address = theme.get_absolute_url()
    counts = {row.token: row.count for row in rows}
    return territory_drawing(filters.territory, counts, lambda part: f"{address}?territoire={part.token}")


def _parts(territory: Territory | None) -> list[Inside]:
    """Return the territories by which a theme is told: regions, then what is just inside the one that was chosen."""
    if territory is not None:
        return territory.children
    return [Inside(region.level, region.pk, region.name) for region in Region.objects.defer("outline")]


def _count(theme: Theme, territory: Territory | None) -> int:
    """Return how many initiatives a theme has, from what is counted."""
    key = f"theme:{theme.pk}"
    if territory is None:
        return KeyCount.objects.number(key)
    return find(replace(Filters(), territory=territory)).counts([key]).get(key, 0)


def _activity(theme: Theme, territory: Territory | None, found: Found) -> Activity:
    """Return who is active on a theme; in a territory that has very many sheets of it, in the newest of them."""
    if territory is None:
        return activity_of(f"theme:{theme.pk}")
    return activity_among(hit.initiative for hit in found.hits(0, min(LOOKED_AT, found.reach)))


@caching.listing
def theme_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one theme: what it covers, its tags, where it is told, who is active; `?territoire=` narrows it."""
    theme = next((theme for theme in Theme.objects.remembered() if theme.slug == slug), None)
    if theme is None:
        former = FormerSlug.objects.owner_of(Theme, slug)
        if former is None:
            raise Http404
        return redirect(former, permanent=True)
    territory = Territory.from_token(value(request.GET, "territoire"))
    token = territory.token if territory else ""
    # Themes are few, and those who narrow one begin with regions.
    context = caching.remembered(f"theme {slug} {token}", lambda: contents(theme, territory))
    return render(request, "initiatives/theme.html", context)
