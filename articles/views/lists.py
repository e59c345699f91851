"""The list of analyses."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from articles.library import ArticleFilters, Counted
from articles.models import Article
from initiatives.facets import Choice
from initiatives.filters import value
from initiatives.models import Theme
from moderation import caching
from moderation.paging import asked_page
from places.territory import called

PER_PAGE = 24


@caching.listing
def article_list(request: HttpRequest) -> HttpResponse:
    """List analyses, the newest first; `?ou=` is a territory typed by name."""
    filters = ArticleFilters.parse(request.GET)
    place = value(request.GET, "ou")
    if place and (known := called(place)):
        pairs = [pair for pair in filters.pairs if pair[0] != "territoire"]
        return redirect(f"{request.path}?{urlencode([*pairs, ('territoire', known[-1].token)])}")
    found: Any = Counted(filters)  # the stubs want a whole sequence; the paginator only counts and cuts
    context = {
        "filters": filters,
        "page": asked_page(Paginator(found, PER_PAGE), request.GET.get("page")),
        "is_cut": filters.number > filters.ceiling,
        "kinds": _kinds(filters),
        "themes": _themes(filters),
        "unknown_place": place,
    }
    return render(request, "articles/article_list.html", context)


def _kinds(filters: ArticleFilters) -> list[Choice]:
    return [
        Choice(kind.value, str(kind.label), None, kind.value in filters.kinds, None) for kind in Article.Kind
    ]


def _themes(filters: ArticleFilters) -> list[Choice]:
    return [
        Choice(theme.slug, theme.name, None, theme in filters.themes, theme)
        for theme in Theme.objects.remembered()
    ]
