"""What no honest browser sends, answered before any view sees it: never a 500, never a half-read form."""

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponseBadRequest, QueryDict, UnreadablePostError
from django.http.response import HttpResponseBase

from contributors.cleaning import clean_line

# Four photos of the accepted size: one that is too large still arrives, and is refused beside its field with
# everything typed kept. Beyond, the body is not even read.
MAX_BODY_BYTES = 40 * 1024 * 1024
_CHUNK_BYTES = 64 * 1024
_REPLACEMENT = "\ufffd"  # what Django reads where a query is not UTF-8
_CONTENT_TYPE = re.compile(
    r'[\w!#$&^.+-]+/[\w!#$&^.+-]+(?:[ \t]*;[ \t]*[\w.-]+=(?:[^\s;"\x00-\x1f]+|"[^"\\\x00-\x1f]*"))*[ \t;]*',
    re.ASCII,
)
_CHARSET = re.compile(r";[ \t]*charset=\"?([^\s;\"]*)\"?", re.ASCII | re.IGNORECASE)
_UNREADABLE = "application/octet-stream"  # a form of this type is never read

WsgiApplication = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class ContentTypeGuard:
    """WSGI wrapper: let through only a `Content-Type` that Django can read, in UTF-8.

    Django parses it while it makes the request, outside every middleware, and decodes the query in the
    charset that it names: `charset*=x''y`, `charset=rot13`, or any charset before 1,001 parameters is an
    exception there, which only the application server would answer, with its own page of error 500.
    """

    def __init__(self, application: WsgiApplication) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Pass the request on, its type without charset: Django then takes UTF-8."""
        content_type = environ.get("CONTENT_TYPE", "")
        if content_type:
            charsets = {charset.lower() for charset in _CHARSET.findall(content_type)}
            readable = _CONTENT_TYPE.fullmatch(content_type) and charsets <= {"utf-8", "utf8"}
            environ["CONTENT_TYPE"] = _CHARSET.sub("", content_type) if readable else _UNREADABLE
        return self.application(environ, start_response)


class BadInputMiddleware:
    """Clean the query and the cookies; refuse paths and forms that no person typed.

    - NUL in the path: 404.
    - Query: invisible characters and bytes that are not UTF-8 are taken out of it, then it is read as usual.
    - Cookie that holds a control character: ignored.
    - Form that is too large or malformed, or holds NUL: 400.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return the answer of the view, or raise what `territoires.errors` answers."""
        if "\x00" in request.path:
            raise Http404("NUL in the path.")
        _clean_query(request)
        _clean_cookies(request)
        if request.method == "POST":
            _check_length(request)
            try:
                _check_form(request)
            except UnreadablePostError:
                return HttpResponseBadRequest()  # the visitor left while sending: nobody reads this
            except Exception:
                _drain(request)
                raise
        return self.get_response(request)


def _clean_query(request: HttpRequest) -> None:
    """Replace `request.GET` when it holds what no search can mean."""
    query = request.GET
    if not query:
        return
    cleaned = QueryDict(mutable=True)
    for name, values in query.lists():
        cleaned.setlist(_clean(name), [_clean(value) for value in values])
    cleaned.pop("", None)
    if cleaned != query:
        cleaned._mutable = False
        request.GET = cleaned  # type: ignore[assignment]  # the stubs have a class of their own for it


def _clean(value: str) -> str:
    return clean_line(value.replace(_REPLACEMENT, ""))


def _clean_cookies(request: HttpRequest) -> None:
    """Forget cookies that hold a control character: PostgreSQL refuses a NUL, and we never write any."""
    for name in [name for name, value in request.COOKIES.items() if not (name + value).isprintable()]:
        del request.COOKIES[name]


def _check_length(request: HttpRequest) -> None:
    """Refuse a body that is too long before reading any of it."""
    length = str(request.META.get("CONTENT_LENGTH") or "0")
    if not (length.isascii() and length.isdigit()) or int(length) > MAX_BODY_BYTES:
        raise RequestDataTooBig("The body is longer than MAX_BODY_BYTES.")


def _check_form(request: HttpRequest) -> None:
    """Read the whole form once, so that all its faults show here."""
    for name, values in request.POST.lists():
        if any("\x00" in text for text in (name, *values)):
            raise BadRequest("NUL in a form.")
    if any("\x00" in name for name in request.FILES):
        raise BadRequest("NUL in the name of a file field.")


def _drain(request: HttpRequest) -> None:
    """Read what is left of a refused body: a browser shows our answer only once it has sent everything."""
    with suppress(UnreadablePostError):
        while request.read(_CHUNK_BYTES):
            pass
