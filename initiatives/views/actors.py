"""People and organisations."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from initiatives.filters import known, value, values
from initiatives.models import Actor, Initiative, Participation
from initiatives.pages import asked_page
from initiatives.structured import actor_data
from moderation import caching
from moderation.models import FormerSlug, Status
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
        "kinds": [(value, label, value in kinds) for value, label in Actor.Kind.choices],
        "territory": territory,
        "is_filtered": bool(text or kinds or territory),
    }
    return render(request, "initiatives/actor_list.html", context)


@caching.sheet
def actor_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one published actor: what it does, in which initiatives, in which networks."""
    actor = Actor.objects.select_related("commune__department__region").filter(slug=slug).first()
    if actor is None:
        former = FormerSlug.objects.owner_of(Actor, slug)
        if isinstance(former, Actor) and former.is_published:
            return redirect(former, permanent=True)
        raise Http404
    if actor.status == Status.MERGED and actor.merged_into and actor.merged_into.is_published:
        return redirect(actor.merged_into, permanent=True)
    if not actor.is_published:
        raise Http404
    roles = dict(
        Participation.objects.filter(actor=actor, initiative__status=Status.PUBLISHED).values_list(
            "initiative", "role"
        )
    )
    initiatives = list(
        Initiative.objects.for_cards().filter(pk__in=roles).order_by("-published_at")[:INITIATIVES_SHOWN]
    )
    for initiative in initiatives:
        initiative.role_label = Participation.Role(roles[initiative.pk]).label
    context = {
        "actor": actor,
        "initiatives": initiatives,
        "initiatives_count": len(roles),
        "networks": actor.networks.published().by_name(),
        "members": actor.members.published().by_name()[:60],
        "structured": actor_data(actor),
    }
    return render(request, "initiatives/actor.html", context)
