"""Themes."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from initiatives.models import KeyCount, Theme
from initiatives.pages import newest
from moderation import caching
from moderation.models import FormerSlug

NEWEST_SHOWN = 6
TAGS_SHOWN = 30


@caching.listing
def theme_list(request: HttpRequest) -> HttpResponse:
    """List the themes, each with its number of published initiatives."""
    counts = KeyCount.objects.of("theme:")
    themes = [(theme, counts.get(str(theme.pk), 0)) for theme in Theme.objects.all()]
    return render(request, "initiatives/theme_list.html", {"themes": themes})


@caching.listing
def theme_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one theme: what it covers, its tags, its newest initiatives, where they are."""
    theme = Theme.objects.filter(slug=slug).first()
    if theme is None:
        former = FormerSlug.objects.owner_of(Theme, slug)
        if former is None:
            raise Http404
        return redirect(former, permanent=True)
    key = f"theme:{theme.pk}"
    context = {
        "theme": theme,
        "count": KeyCount.objects.number(key),
        "tags": theme.tags.used().order_by("-published", "key")[:TAGS_SHOWN],
        "newest": newest(NEWEST_SHOWN, keys__contains=[key]),
    }
    return render(request, "initiatives/theme.html", context)
