"""People and organisations."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from contact.reach import is_reachable
from initiatives.facets import Choice
from initiatives.filters import known, value, values
from initiatives.models import Actor, KeyCount
from initiatives.pages import parts_of
from initiatives.readers import ActorReader
from initiatives.structured import actor_data
from moderation import caching
from moderation.history_views import history_page
from moderation.paging import asked_page
from places.territory import Territory

PER_PAGE = 48
INITIATIVES_SHOWN = 24


@caching.listing
def actor_list(request: HttpRequest) -> HttpResponse:
    """List published actors by name; filters: words of the name, kind, territory."""
    text = value(request.GET, "q", 200)
    kinds = known(values(request.GET, "type"), Actor.Kind.values)
    territory = Territory.from_token(value(request.GET, "territoire"))
    actors = Actor.objects.published().by_name().select_related("commune")
    if text:
        actors = actors.named_like(text)
    if kinds:
        actors = actors.filter(kind__in=kinds)
    if territory:
        actors = actors.within([territory.token])
    context = {
        "page": asked_page(Paginator(actors, PER_PAGE), request.GET.get("page")),
        "text": text,
        "kinds": [Choice(kind, label, None, kind in kinds) for kind, label in Actor.Kind.choices],
        "territory": territory,
        "is_filtered": bool(text or kinds or territory),
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
    context = {
        "actor": actor,
        "initiatives": parts_of(actor, INITIATIVES_SHOWN),
        "initiatives_count": KeyCount.objects.number(f"acteur:{actor.pk}"),
        "networks": actor.networks.published().by_name(),
        "members": actor.members.published().by_name()[:60],
        "structured": actor_data(actor),
        "reachable": is_reachable(actor),
    }
    return render(request, "initiatives/actor.html", context)


@caching.sheet
def actor_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what changed on the page of a published actor."""
    crumb = ("Acteurs", reverse("actor_list"))
    return history_page(request, slug, model=Actor, reader=ActorReader, crumb=crumb)
