"""The page of open data, and its files."""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from initiatives.filters import Filters
from moderation import caching
from opendata import actors, geojson, initiatives, spreadsheet
from opendata.columns import ROWS_AT_MOST, Export
from opendata.lanes import Lane

CSV, GEOJSON = "text/csv; charset=utf-8", "application/geo+json"


@caching.listing
def data_page(request: HttpRequest) -> HttpResponse:
    """Say what can be taken away and under which licences; filters in the address are those of its links."""
    context = {
        "filters": Filters.parse(request.GET),
        "kinds": [
            ("Initiatives", "initiatives", initiatives.COLUMNS),
            ("Acteurs", "acteurs", actors.COLUMNS),
        ],
        "rows_at_most": ROWS_AT_MOST,
    }
    return render(request, "opendata/data.html", context)


@caching.listing
def initiatives_csv(request: HttpRequest) -> HttpResponseBase:
    """Send the initiatives that pass the filters, as CSV."""
    return _sent(
        request, lambda: initiatives.initiatives_export(Filters.parse(request.GET)), spreadsheet.lines, CSV
    )


@caching.listing
def initiatives_geojson(request: HttpRequest) -> HttpResponseBase:
    """Send the initiatives that pass the filters, as GeoJSON."""
    return _sent(
        request, lambda: initiatives.initiatives_export(Filters.parse(request.GET)), geojson.features, GEOJSON
    )


@caching.listing
def actors_csv(request: HttpRequest) -> HttpResponseBase:
    """Send the organisations that pass the filters of their list, as CSV."""
    return _sent(request, lambda: actors.actors_export(request.GET), spreadsheet.lines, CSV)


@caching.listing
def actors_geojson(request: HttpRequest) -> HttpResponseBase:
    """Send the organisations that pass the filters of their list, as GeoJSON."""
    return _sent(request, lambda: actors.actors_export(request.GET), geojson.features, GEOJSON)


def _sent(
    request: HttpRequest,
    export: Callable[[], Export[Any]],
    written: Callable[[Export[Any]], Iterator[str]],
    content_type: str,
) -> HttpResponseBase:
    """Send a file while it is read: whatever its length, one portion of it is in memory."""
    if request.method == "HEAD":
        return HttpResponse(content_type=content_type)
    if not Lane.taken():
        return _busy()
    try:
        asked = export()
    except BaseException:
        Lane.leave()
        raise
    response = StreamingHttpResponse(Lane(written(asked)), content_type=content_type)
    extension = "csv" if content_type == CSV else "geojson"
    name = f"{asked.noun}-{timezone.localdate():%Y-%m-%d}.{extension}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _busy() -> HttpResponse:
    """Ask to come back: others are taking files, which may be long."""
    text = "D’autres personnes emportent des fichiers en ce moment. Réessayez dans une minute."
    headers = {"Retry-After": "60", "Cache-Control": "no-store"}
    return HttpResponse(text, content_type="text/plain; charset=utf-8", status=503, headers=headers)
