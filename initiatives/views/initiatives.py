"""The list of initiatives, and the sheet of one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from initiatives.facets import CEILING, Facets, count_of
from initiatives.filters import Filters, value
from initiatives.models import Initiative
from initiatives.pages import result_page
from initiatives.structured import initiative_data
from moderation import caching
from moderation.models import FormerSlug, Status
from places.models import Commune


@caching.listing
def initiative_list(request: HttpRequest) -> HttpResponse:
    """List published initiatives: filters, facets, order, pages."""
    filters = Filters.parse(request.GET)
    place = value(request.GET, "ou")
    if place and (near := Commune.objects.search(place, limit=1).first()):
        return redirect(f"{request.path}?{filters.query(without=['pres'], add=[('pres', near.pk)])}")
    total = count_of(filters)
    context = {
        "filters": filters,
        "facets": Facets(filters),
        "page": result_page(filters, request.GET.get("page"), total),
        "total": min(total, CEILING),
        "more_than_total": total > CEILING,
        "unknown_place": place,
    }
    return render(request, "initiatives/list.html", context)


@caching.sheet
def initiative_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one published initiative; a former address, or that of a merged sheet, leads to today's."""
    initiative = Initiative.objects.for_cards().prefetch_related("themes", "tags").filter(slug=slug).first()
    if initiative is None:
        former = FormerSlug.objects.owner_of(Initiative, slug)
        if isinstance(former, Initiative) and former.is_published:
            return redirect(former, permanent=True)
        raise Http404
    if initiative.status == Status.MERGED and initiative.merged_into and initiative.merged_into.is_published:
        return redirect(initiative.merged_into, permanent=True)
    if not initiative.is_published:
        raise Http404
    context = {
        "initiative": initiative,
        "structured": initiative_data(initiative),
        "crumbs": crumbs(initiative),
    }
    return render(request, "initiatives/initiative.html", context)


def crumbs(initiative: Initiative) -> list[tuple[str, str]]:
    """Return the way back from a sheet: the list, then the territories that hold its first place."""
    from django.urls import reverse

    way = [("Initiatives", reverse("initiative_list"))]
    location = next(iter(initiative.locations.all()), None)
    if location:
        holders = [location.region, location.department, location.intercommunality, location.commune]
        way += [(place.name, place.get_absolute_url()) for place in holders if place]
    return way
