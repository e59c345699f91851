"""Everything that search engines may index."""

from django.contrib.sitemaps.views import sitemap
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from moderation import caching
from territoires.sitemaps import SITEMAPS, parts


@caching.index
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """List the parts of the map of the site."""
    return render(request, "sitemap_index.xml", {"sitemaps": parts()}, content_type="application/xml")


@caching.index
def sitemap_part(request: HttpRequest, section: str) -> HttpResponse:
    """Send one part: at most 5,000 addresses."""
    return sitemap(request, {**SITEMAPS}, section)
