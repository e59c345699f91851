"""Pages that are one person's business: forms under way, and what a secret link opens."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

View = Callable[..., HttpResponseBase]


def private_page(view: View) -> View:
    """Keep the answers of a view out of caches and search engines, and its address, which may hold a secret, here.

    `same-origin` rather than `no-referrer`: no other site learns the address either way, and browsers send
    `Origin: null` with a form posted from a `no-referrer` page (Fetch standard, « append a request Origin header »),
    which Django's CSRF check refuses.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return wrapped
