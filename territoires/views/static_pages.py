"""Pages of text."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from moderation import caching
from territoires.models import Page


@caching.steady
def about(request: HttpRequest) -> HttpResponse:
    """Say who we are and what for."""
    return render(request, "territoires/about.html")


@caching.listing
def charter(request: HttpRequest) -> HttpResponse:
    """Say what makes an initiative contributive; the text is edited in the admin."""
    return render(request, "territoires/charter.html", {"text": Page.objects.text_of(Page.Slug.CHARTER)})


@caching.steady
def join(request: HttpRequest) -> HttpResponse:
    """Lead to the page of the circle, which says how to join it: this address was given out."""
    return redirect("circle", permanent=True)


@caching.steady
def site_plan(request: HttpRequest) -> HttpResponse:
    """List the pages of the site: a second way to each of them."""
    return render(request, "territoires/site_plan.html")


@caching.steady
def legal(request: HttpRequest) -> HttpResponse:
    """Say who publishes the site, and under which licences."""
    return render(request, "territoires/legal.html", {"legal": settings.LEGAL, **_tiles()})


@caching.steady
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is done with personal data."""
    return render(request, "territoires/privacy.html", {"legal": settings.LEGAL, **_tiles()})


@caching.steady
def accessibility(request: HttpRequest) -> HttpResponse:
    """Show the declaration of accessibility."""
    return render(request, "territoires/accessibility.html", {"legal": settings.LEGAL})


def _tiles() -> dict[str, str]:
    """Return the host that the map asks for its background, empty when it is switched off."""
    return {"tile_host": urlsplit(settings.TILE_URL).netloc.replace("{s}.", "")}
