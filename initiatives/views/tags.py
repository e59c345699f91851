"""Free tags."""

from dataclasses import replace

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from initiatives.actor_search import with_skill
from initiatives.filters import Filters, value
from initiatives.models import Tag
from initiatives.pages import result_page
from initiatives.results.finding import find
from moderation import caching
from moderation.models import FormerSlug
from moderation.paging import asked_page
from places.folding import fold

PER_PAGE = 100
ACTORS_SHOWN = 12


@caching.listing
def tag_list(request: HttpRequest) -> HttpResponse:
    """List the tags of published initiatives by name, with their numbers."""
    text = value(request.GET, "q")
    tags = Tag.objects.used().order_by("key", "pk")
    if text:
        tags = tags.filter(key__contains=fold(text))
    context = {"page": asked_page(Paginator(tags, PER_PAGE), request.GET.get("page")), "text": text}
    return render(request, "initiatives/tag_list.html", context)


@caching.listing
def tag_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the initiatives of one tag, and the actors who know how to do this.

    A tag that neither a published initiative nor a published actor bears does not exist for visitors.
    """
    tag = Tag.objects.counted().select_related("theme").filter(slug=slug).first()
    actors, has_more = with_skill(tag, ACTORS_SHOWN) if tag else ([], False)
    if tag is None or not (tag.published or actors):
        former = FormerSlug.objects.owner_of(Tag, slug)
        if former is None:
            raise Http404
        return redirect(former, permanent=True)
    page = (
        result_page(find(replace(Filters(), tags=(tag,))), request.GET.get("page")) if tag.published else None
    )
    context = {"tag": tag, "page": page, "actors": actors, "has_more_actors": has_more}
    return render(request, "initiatives/tag.html", context)
