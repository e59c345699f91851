"""The map page and its tiles."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from initiatives.cards import cards
from initiatives.facets import Facets
from initiatives.filters import Box, Filters
from initiatives.map import MAINLAND, Tile, counts_by_department, extent_of, tile_json
from initiatives.models import Theme
from initiatives.pages import result_page
from initiatives.results import Found
from initiatives.results.answer import Answer
from initiatives.results.finding import find, without_point
from initiatives.svg_map import SvgMap
from moderation import caching
from places.models import Department

WITHOUT_POINT_SHOWN = 20
NEAR_DEGREES = 0.15  # some 15 km on each side


@caching.listing
def map_page(request: HttpRequest) -> HttpResponse:
    """Show the map, the list of what is in view beside it, and apart what has no point there."""
    filters = Filters.parse(request.GET)
    answer = Answer.of(filters.without_box(), exact="exact" in request.GET)
    whole, everywhere = answer.filters, answer.found
    filters = replace(whole, box=filters.box)
    found = find(filters) if filters.box else everywhere
    context = {
        "answer": answer,
        "filters": filters,
        "facets": Facets(whole, everywhere),
        "active": [active for active in filters.active if active.name != "bbox"],
        "themes": Theme.objects.remembered(),
        "page": result_page(found, request.GET.get("page")),
        "count": found.count,
        "without_point": cards(without_point(whole, WITHOUT_POINT_SHOWN)),
        **caching.remembered(f"map {whole.query()}", lambda: drawing(whole, everywhere)),
        "clear_url": f"{request.path}?bbox={filters.box}" if filters.box else request.path,
        "whole_url": f"{request.path}?{whole.query()}",
        "bounds": bounds_of(filters),
        "tile_url": settings.TILE_URL,
        "tile_attribution": settings.TILE_ATTRIBUTION,
    }
    return render(request, "initiatives/map.html", context)


def drawing(filters: Filters, found: Found) -> dict[str, Any]:
    """Return the map drawn by the server, and links to its far places."""
    drawn = SvgMap.by_department(
        counts_by_department(filters, found),
        Department.objects.defer("outline"),
        query=filters.query(without=["territoire"]),
    )
    shown = drawn.drawn(id="carte-dessin", label="Initiatives par département")
    return {"drawing": shown, "far_places": drawn.far_places}


@caching.tile
def tile(request: HttpRequest, z: int, x: int, y: int) -> HttpResponse:
    """Send what is published in one square of the map, as JSON."""
    square = Tile(z, x, y)
    if not square.exists():
        raise Http404
    return JsonResponse(tile_json(square, Filters.parse(request.GET)))


def bounds_of(filters: Filters) -> str:
    """Return where the map opens: on the chosen territory, around the chosen commune, else on the mainland."""
    if filters.territory is not None:
        return str(extent_of(filters.territory) or MAINLAND)
    if filters.near is not None and filters.near.latitude is not None and filters.near.longitude is not None:
        return str(Box.around(filters.near.latitude, filters.near.longitude, NEAR_DEGREES))
    return str(MAINLAND)
