"""How long public pages may be kept by browsers and by the caches between (architecture.md, "Choices made once")."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page, require_safe

View = Callable[..., HttpResponseBase]


def listing(view: View) -> View:
    """Serve a list, the map or a tile: a minute fresh, five more while a newer one is fetched."""
    return _cached(view, public=True, max_age=60, stale_while_revalidate=300)


def sheet(view: View) -> View:
    """Serve a sheet: asked again each time, and answered 304 while it has not changed."""
    return _cached(view, public=True, no_cache=True)


def steady(view: View) -> View:
    """Serve what changes with the site only: an hour."""
    return _cached(view, public=True, max_age=3600)


def _cached(view: View, **directives: Any) -> View:
    @require_safe
    @conditional_page
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if response.status_code == 200:
            patch_cache_control(response, **directives)
        return response

    return wrapped
