"""What partner sites publish."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.models import FeedEntry
from articles.partners.lists import EntryFilters, for_lists, sites
from initiatives.facets import Choice
from initiatives.models import Theme
from initiatives.results import CEILING
from moderation import caching
from moderation.paging import asked_page

PER_PAGE = 24


class Counted:
    """The articles that pass, as far as pages lead, for Django's paginator."""

    def __init__(self, filters: EntryFilters) -> None:
        self._filters = filters

    def __len__(self) -> int:
        return min(self._filters.number, CEILING)

    def __getitem__(self, ranks: slice) -> list[FeedEntry]:
        return list(for_lists(self._filters.entries[ranks]))


@caching.listing
def partner_list(request: HttpRequest) -> HttpResponse:
    """List the articles of partners, the newest first: filters, pages."""
    filters = EntryFilters.parse(request.GET)
    found: Any = Counted(filters)  # the stubs want a whole sequence; the paginator only counts and cuts
    context = {
        "filters": filters,
        "page": asked_page(Paginator(found, PER_PAGE), request.GET.get("page")),
        "is_cut": filters.number > CEILING,
        "themes": [
            Choice(theme.slug, theme.name, None, theme in filters.themes, theme)
            for theme in Theme.objects.remembered()
        ],
        "sites": sites(),
    }
    return render(request, "articles/partner_list.html", context)
