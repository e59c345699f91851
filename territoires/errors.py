"""Pages that say, in French, what went wrong and what to do next. None of them needs the database."""

import logging
import sys
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string

from contributors.cleaning import clean_text
from contributors.refusals import Gone, TooManyRequests

logger = logging.getLogger(__name__)

_TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
# Fields that a page must never show again.
_SECRET_FIELDS = ("csrfmiddlewaretoken", "password", "password1", "password2", "old_password", "token")
# Shorter values are choices and numbers: quickly given again, and meaningless out of their form.
_WORTH_KEEPING = 20  # characters
_RETRY_SECONDS = 120
# Shown when even the template of the page fails.
_BARE_ERROR = (
    '<!doctype html><html lang="fr"><meta charset="utf-8"><title>Erreur</title>'
    "<h1>Une erreur est survenue</h1><p>Réessayez dans quelques minutes.</p></html>"
)


class RefusalMiddleware:
    """Answer the refusals that views raise (`contributors.refusals`)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return the answer of the view."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the page of a refusal, or None for any other exception."""
        if isinstance(exception, Gone):
            return _page(request, 410, resend_url=exception.resend_url)
        if isinstance(exception, TooManyRequests):
            return too_many_requests(request, exception.retry_after)
        return None


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400: what was sent cannot be read, or there is too much of it."""
    return _page(request, 400, too_much=isinstance(exception, _TOO_MUCH))


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403."""
    return _page(request, 403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404."""
    return _page(request, 404)


def too_many_requests(request: HttpRequest, retry_after: int) -> HttpResponse:
    """Answer 429, with the seconds to wait in `Retry-After`."""
    response = _page(request, 429, minutes=-(-retry_after // 60))
    response.headers["Retry-After"] = str(retry_after)
    return response


def locked_out(request: HttpRequest, *_args: object) -> HttpResponse:
    """Answer 429 to a log-in tried too often; called by django-axes (`AXES_LOCKOUT_CALLABLE`)."""
    return too_many_requests(request, settings.AXES_COOLOFF_TIME * 3600)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 to a form whose CSRF token is missing or old, and give back the texts that it held.

    Only to a form that our own page sent: another site could else make ours show words of its choice.
    """
    return _page(request, 403, "csrf", kept=_typed(request) if _sent_by_our_page(request) else [])


def unavailable(request: HttpRequest) -> HttpResponse:
    """Answer 503: the site is closed for maintenance, or its database does not answer."""
    response = _bare(503)
    response.headers["Retry-After"] = str(_RETRY_SECONDS)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500, or 503 when what failed is the connection to the database."""
    if isinstance(sys.exc_info()[1], OperationalError):
        return unavailable(request)
    return _bare(500)


def _bare(status: int) -> HttpResponse:
    """Return a page that needs neither the request nor the database."""
    body: str
    try:
        body = render_to_string(f"territoires/errors/{status}.html")
    except Exception:
        logger.exception("The page of errors %s cannot be rendered.", status)
        body = _BARE_ERROR
    return HttpResponse(body, status=status, headers={"Cache-Control": "no-store"})


def _page(request: HttpRequest, status: int, name: str = "", **context: object) -> HttpResponse:
    """Return an error page that no cache keeps."""
    response = render(request, f"territoires/errors/{name or status}.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _sent_by_our_page(request: HttpRequest) -> bool:
    """Tell whether the browser says that the form came from this host; no word of it is a no."""
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    try:
        return bool(origin) and urlsplit(origin).netloc == request.get_host()
    except ValueError:
        return False


def _typed(request: HttpRequest) -> list[str]:
    """Return the texts of a refused form that would be a loss to type again."""
    texts = [
        clean_text(value)
        for name, values in request.POST.lists()
        if name not in _SECRET_FIELDS
        for value in values
    ]
    return [text for text in texts if len(text) >= _WORTH_KEEPING]
