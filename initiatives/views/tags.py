"""Free tags."""

from dataclasses import replace

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from initiatives.filters import Filters, value
from initiatives.models import Tag
from initiatives.pages import result_page
from initiatives.results.finding import find
from moderation import caching
from moderation.models import FormerSlug
from moderation.paging import asked_page
from places.folding import fold

PER_PAGE = 100


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
    """Show the initiatives of one tag; a tag that no published initiative bears does not exist for visitors."""
    tag = Tag.objects.used().select_related("theme").filter(slug=slug).first()
    if tag is None:
        former = FormerSlug.objects.owner_of(Tag, slug)
        if former is None:
            raise Http404
        return redirect(former, permanent=True)
    filters = replace(Filters(), tags=(tag,))
    context = {"tag": tag, "page": result_page(find(filters), request.GET.get("page"))}
    return render(request, "initiatives/tag.html", context)
