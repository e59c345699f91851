"""Pages of ours in the look of the admin, for people who may not be inside yet."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def render_page(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Render a page with the menus of the admin for whoever is inside, and with none of them for others."""
    site = admin.site
    if site.has_permission(request):
        shell = site.each_context(request)
    else:
        shell = {"site_title": site.site_title, "site_header": site.site_header, "has_permission": False}
    return render(request, template, shell | context, status=status)
