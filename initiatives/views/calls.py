"""Calls for participation: the list, the page of one."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from initiatives.calling.lists import SORTS, CallFilters
from initiatives.facets import Choice
from initiatives.models import Call, Theme
from initiatives.readers import CallReader
from initiatives.results import CEILING
from initiatives.structured import call_data
from moderation import caching
from moderation.history_views import history_page
from moderation.paging import asked_page

PER_PAGE = 24


class Counted:
    """The calls that pass, as far as pages lead, for Django's paginator."""

    def __init__(self, filters: CallFilters) -> None:
        self._filters = filters

    def __len__(self) -> int:
        return min(self._filters.number, CEILING)

    def __getitem__(self, ranks: slice) -> list[Call]:
        return list(self._filters.calls.for_lists()[ranks])


@caching.listing
def call_list(request: HttpRequest) -> HttpResponse:
    """List the open calls: filters, order, pages."""
    filters = CallFilters.parse(request.GET)
    found: Any = Counted(filters)  # the stubs want a whole sequence; the paginator only counts and cuts
    context = {
        "filters": filters,
        "page": asked_page(Paginator(found, PER_PAGE), request.GET.get("page")),
        "is_cut": filters.number > CEILING,
        "kinds": [Choice(kind, label, None, kind in filters.kinds) for kind, label in Call.Kind.choices],
        "themes": [
            Choice(theme.slug, theme.name, None, theme in filters.themes, theme)
            for theme in Theme.objects.remembered()
        ],
        "sorts": SORTS.items(),
    }
    return render(request, "initiatives/call_list.html", context)


@caching.sheet
def call_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one call, open or ended; a former address leads to today's."""
    call = Call.objects.at(slug)
    if call is None:
        if moved := Call.objects.moved(slug):
            return redirect(moved, permanent=True)
        raise Http404
    context = {"call": call, "structured": call_data(call) if call.is_open else None}
    return render(request, "initiatives/call.html", context)


@caching.sheet
def call_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what changed in a call that has a page."""
    return history_page(request, slug, model=Call, reader=CallReader, crumb=("Appels", reverse("call_list")))
