"""Public pages and tiles are sent compressed, with or without a front server that would do it.

Only what every visitor may read: an answer whose compressed length told something of a secret in it, a token of a form,
could betray that secret (BREACH). `Cache-Control: public` says which those are.
"""

import gzip
import re
from collections.abc import Callable

import brotli
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import has_vary_header, patch_vary_headers

LEAST = 1000  # bytes: below, headers weigh more than what is saved
# A millisecond for the heaviest page; the next levels take half as much again for a twentieth less.
BROTLI_QUALITY = 4
GZIP_LEVEL = 4
PACKABLE = re.compile(r"text/|application/(?:[\w.+-]+\+)?(?:json|xml)\b|image/svg")
NOT_WANTED = re.compile(r"q=0(?:\.0*)?$")


class CompressionMiddleware:
    """Compress public answers for whoever accepts it; what a view or a decorator has compressed stays as it is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return the answer, smaller where that is safe and worth it."""
        response = self.get_response(request)
        if not _is_public(response):
            return response
        if response.status_code == 304:
            # The same words as those of the answer that it confirms.
            patch_vary_headers(response, ["Accept-Encoding"])
            _weaken(response)
        elif response.status_code == 200 and isinstance(response, HttpResponse):
            _compress(response, request.headers.get("Accept-Encoding", ""))
        return response


def _is_public(response: HttpResponseBase) -> bool:
    """Whether everybody is sent the same: no cookie, and `public` said by the view."""
    return (
        "public" in response.headers.get("Cache-Control", "")
        and not response.cookies
        and not has_vary_header(response, "Cookie")
    )


def _compress(response: HttpResponse, accepted: str) -> None:
    if (
        "Content-Encoding" in response.headers
        or not PACKABLE.match(response.headers.get("Content-Type", ""))
        or len(response.content) < LEAST
    ):
        return
    patch_vary_headers(response, ["Accept-Encoding"])
    _weaken(response)
    encodings = _encodings(accepted)
    if "br" in encodings:
        response.content = brotli.compress(response.content, quality=BROTLI_QUALITY)
        response.headers["Content-Encoding"] = "br"
    elif "gzip" in encodings:
        response.content = gzip.compress(response.content, GZIP_LEVEL, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
    else:
        return
    if "Content-Length" in response.headers:
        response.headers["Content-Length"] = str(len(response.content))


def _encodings(accepted: str) -> set[str]:
    """Return the encodings that `Accept-Encoding` names and does not refuse."""
    names = set()
    for item in accepted.lower().split(","):
        name, _, weight = item.replace(" ", "").partition(";")
        if not NOT_WANTED.match(weight):
            names.add(name)
    return names


def _weaken(response: HttpResponseBase) -> None:
    """Say that the tag names the same page, no longer the same bytes."""
    tag = response.headers.get("ETag", "")
    if tag.startswith('"'):
        response.headers["ETag"] = f"W/{tag}"
