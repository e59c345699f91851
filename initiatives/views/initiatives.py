"""The list of initiatives, and the sheet of one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from contact.reach import is_reachable
from initiatives.calling.lists import calls_of
from initiatives.facets import Facets
from initiatives.filters import Filters, value
from initiatives.kin import kin_of
from initiatives.likeness.related import related_blocks
from initiatives.models import Initiative
from initiatives.network.neighbourhood import neighbourhood_of
from initiatives.pages import result_page
from initiatives.readers import InitiativeReader
from initiatives.results import CEILING
from initiatives.results.answer import Answer
from initiatives.sheet import published_sheet
from initiatives.structured import initiative_data
from moderation import caching
from moderation.history_views import history_page
from places.models import Commune


@caching.listing
def initiative_list(request: HttpRequest) -> HttpResponse:
    """List published initiatives: filters, facets, order, pages."""
    filters = Filters.parse(request.GET)
    place = value(request.GET, "ou")
    if place and (near := Commune.objects.search(place, limit=1).first()):
        return redirect(f"{request.path}?{filters.query(without=['pres'], add=[('pres', near.pk)])}")
    answer = Answer.of(filters, exact="exact" in request.GET)
    filters, found = answer.filters, answer.found
    context = {
        "answer": answer,
        "filters": filters,
        "sorts": filters.sorts(found.count),
        "facets": Facets(filters, found),
        "page": result_page(found, request.GET.get("page")),
        "total": min(found.count, CEILING),
        "more_than_total": found.count > CEILING,
        "reach": found.reach,
        "unknown_place": place,
    }
    return render(request, "initiatives/list.html", context)


@caching.sheet
def initiative_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one published initiative; a former address, or that of a merged sheet, leads to today's."""
    initiative = published_sheet(slug)
    if initiative is None:
        if moved := Initiative.objects.moved(slug):
            return redirect(moved, permanent=True)
        raise Http404
    context = {
        "initiative": initiative,
        "structured": initiative_data(initiative),
        "crumbs": crumbs(initiative),
        "kin": kin_of(initiative),
        "calls": calls_of(initiative),
        "related": related_blocks(initiative),
        "neighbourhood": neighbourhood_of(initiative),
        "reachable": is_reachable(initiative),
    }
    return render(request, "initiatives/initiative.html", context)


@caching.sheet
def initiative_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what changed in a published initiative."""
    crumb = ("Initiatives", reverse("initiative_list"))
    return history_page(request, slug, model=Initiative, reader=InitiativeReader, crumb=crumb)


def crumbs(initiative: Initiative) -> list[tuple[str, str]]:
    """Return the way back from a sheet: the list, then the territories that hold its first place."""
    way = [("Initiatives", reverse("initiative_list"))]
    location = next(iter(initiative.locations.all()), None)
    if location:
        holders = [location.region, location.department, location.intercommunality, location.commune]
        way += [(place.name, place.get_absolute_url()) for place in holders if place]
    return way
