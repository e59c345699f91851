"""Feeds."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from initiatives.filters import Filters
from moderation import caching
from opendata.feeds import initiative_entries, title_of, written

ATOM = "application/atom+xml; charset=utf-8"


@caching.listing
def initiatives_feed(request: HttpRequest) -> HttpResponse:
    """Send the newest initiatives that pass the filters."""
    filters = Filters.parse(request.GET)
    query = filters.query(without=["tri", "pres"])
    text = written(
        initiative_entries(filters),
        title=title_of(filters),
        page=_with(reverse("initiative_list"), query),
        address=_with(request.path, query),
    )
    return HttpResponse(text, content_type=ATOM)


def _with(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
