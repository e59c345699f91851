"""Themes."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from initiatives.calling.lists import ending_soonest
from initiatives.filters import Filters
from initiatives.map import counts_by_department
from initiatives.models import KeyCount, Tag, Theme
from initiatives.pages import newest
from initiatives.results.finding import find
from initiatives.svg_map import SvgMap
from moderation import caching
from moderation.models import FormerSlug

CALLS_SHOWN = 4
NEWEST_SHOWN = 6
TAGS_SHOWN = 30


@caching.listing
def theme_list(request: HttpRequest) -> HttpResponse:
    """List the themes, each with its number of published initiatives."""
    counts = KeyCount.objects.of("theme:")
    themes = [(theme, counts.get(str(theme.pk), 0)) for theme in Theme.objects.remembered()]
    return render(request, "initiatives/theme_list.html", {"themes": themes})


def drawing(filters: Filters) -> str:
    """Return the small map of where the initiatives of a theme are."""
    return SvgMap.teaser(counts_by_department(filters, find(filters)), query=filters.query()).drawn()


def contents(theme: Theme) -> dict[str, Any]:
    """Return what the page of a theme shows of it."""
    key = f"theme:{theme.pk}"
    return {
        "theme": theme,
        "count": KeyCount.objects.number(key),
        "tags": list(Tag.objects.used().filter(theme=theme).order_by("-published", "key")[:TAGS_SHOWN]),
        "newest": newest(NEWEST_SHOWN, key),
        "calls": ending_soonest(CALLS_SHOWN, [key]),
        "drawing": drawing(replace(Filters(), themes=(theme,))),
    }


@caching.listing
def theme_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one theme: what it covers, its tags, its newest initiatives, where they are."""
    theme = next((theme for theme in Theme.objects.remembered() if theme.slug == slug), None)
    if theme is None:
        former = FormerSlug.objects.owner_of(Theme, slug)
        if former is None:
            raise Http404
        return redirect(former, permanent=True)
    # Themes are few.
    context = caching.remembered(f"theme {slug}", lambda: contents(theme))
    return render(request, "initiatives/theme.html", context)
