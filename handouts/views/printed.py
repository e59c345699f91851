"""Booklet, slides, poster and attendance sheet: pages made for paper or for a screen on a wall."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from handouts.attendance import MOST, asked_lines, pages
from handouts.basket import LENGTH, Basket
from handouts.leaves import Booklet, Slides
from initiatives.calling.lists import calls_of
from initiatives.models import Initiative
from initiatives.sheet import published_sheet
from moderation import caching

POSTER_CALLS = 3


@caching.listing
def booklet(request: HttpRequest) -> HttpResponse:
    """Show a basket as a booklet to print."""
    return render(request, "handouts/booklet.html", {"booklet": Booklet(Basket.parse(request.GET))})


@caching.listing
def slides(request: HttpRequest) -> HttpResponse:
    """Show a basket as slides."""
    return render(request, "handouts/slides.html", {"slides": Slides(Basket.parse(request.GET))})


@caching.sheet
def poster(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one initiative as a poster to print."""
    initiative = published_sheet(slug)
    if initiative is None:
        moved = Initiative.objects.moved(slug)
        if isinstance(moved, Initiative):
            return redirect(reverse("poster", args=[moved.slug]), permanent=True)
        raise Http404
    calls = calls_of(initiative)[:POSTER_CALLS]
    return render(request, "handouts/poster.html", {"initiative": initiative, "calls": calls})


@caching.listing
def attendance(request: HttpRequest) -> HttpResponse:
    """Show blank lines to sign."""
    lines = asked_lines(request.GET.get("lignes", ""))
    context = {
        "basket": Basket.parse(request.GET),
        "pages": pages(lines),
        "lines": lines,
        "most": MOST,
        "length": LENGTH,
    }
    return render(request, "handouts/attendance.html", context)
