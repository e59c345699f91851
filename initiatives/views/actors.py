"""People and organisations."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from initiatives.actor_page import contents
from initiatives.actor_search import ActorFilters
from initiatives.filters import value
from initiatives.models import Actor
from initiatives.readers import ActorReader
from initiatives.results import CEILING
from moderation import caching
from moderation.history_views import history_page
from places.territory import called


@caching.listing
def actor_list(request: HttpRequest) -> HttpResponse:
    """List published actors by name; filters: words, kind, theme, skill, territory, network."""
    filters = ActorFilters.parse(request.GET)
    place = value(request.GET, "ou")
    places = called(place) if place else []
    if len(places) == 1:
        narrowed = filters.query(but="territoire", add=("territoire", places[0].token))
        return redirect(f"{request.path}?{narrowed}")
    page = filters.page(request.GET.get("page"))
    context = {
        "filters": filters,
        "page": page,
        "total": page.paginator.count,
        "more_than_total": filters.count > CEILING,
        "place": place,
        "places": [
            (found, filters.query(but="territoire", add=("territoire", found.token))) for found in places
        ],
    }
    return render(request, "initiatives/actor_list.html", context)


@caching.sheet
def actor_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one published actor: what it does, in which initiatives, in which networks."""
    actor = Actor.objects.published().select_related("commune").filter(slug=slug).first()
    if actor is None:
        if moved := Actor.objects.moved(slug):
            return redirect(moved, permanent=True)
        raise Http404
    return render(request, "initiatives/actor.html", contents(actor))


@caching.sheet
def actor_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what changed on the page of a published actor."""
    crumb = ("Acteurs", reverse("actor_list"))
    return history_page(request, slug, model=Actor, reader=ActorReader, crumb=crumb)
