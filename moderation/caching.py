"""How long public pages may be kept by browsers and by the caches between (architecture.md, "Choices made once").

A page is told by its address, the release of the code, the day, and the version of all that is public: it is answered
304 without being made as long as nothing was published.
"""

import time
from collections.abc import Callable
from contextvars import ContextVar
from functools import partial, wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from moderation.memory import Memory
from moderation.models import Change
from moderation.release import release

View = Callable[..., HttpResponseBase]

# What was computed once, the large among it apart, and answers that may be long to make: for each, what a process keeps
# at most.
_values, _large, _answers = Memory(1000), Memory(20), Memory(300)


def listing(view: View) -> View:
    """Serve a list, the map or a tile: a minute fresh, five more while a newer one is fetched."""
    return _cached(view, public=True, max_age=60, stale_while_revalidate=300)


def tile(view: View) -> View:
    """Serve a tile as a list, and keep it in memory for the next visitor: a common word is long to look for."""
    return _cached(view, keep=True, public=True, max_age=60, stale_while_revalidate=300)


def sheet(view: View) -> View:
    """Serve a sheet: asked again each time, and answered 304 while nothing has changed."""
    return _cached(view, public=True, no_cache=True)


def passing(moment: Callable[..., str]) -> Callable[[View], View]:
    """Serve a sheet as `sheet` does, made again too when `moment`, given what its view is given, says something else.

    So does what is true until an hour of the day: no more than a query, it is asked each time.
    """

    def decorated(view: View) -> View:
        return _cached(view, moment=moment, public=True, no_cache=True)

    return decorated


def index(view: View) -> View:
    """Serve what robots read of all sheets: an hour."""
    return _cached(view, public=True, max_age=3600)


def steady(view: View) -> View:
    """Serve what changes with the code only, without asking the database: an hour."""
    return _cached(view, versioned=False, public=True, max_age=3600)


# The ETag of the page that is being made: what it remembers is of the same version.
_making: ContextVar[str] = ContextVar("making", default="")


def etag(*, versioned: bool = True) -> str:
    """Return the strong ETag of public pages now. It is read before a page is made: never older than what it says."""
    version = Change.objects.version() if versioned else ""
    return f'"{release()}.{timezone.localdate():%y%m%d}.{version}"'


def remembered(name: str, compute: Callable[[], Any], *, large: bool = False) -> Any:
    """Return a value that depends on nothing but what is public: computed once for each version of it.

    Every page is given the same one: nobody may change it. Of those that may be `large`, few are kept.
    """
    return (_large if large else _values).get_or_make((name, _making.get() or etag()), compute)


def kept_for(seconds: int, name: str, compute: Callable[[], Any]) -> Any:
    """Return a value that may be that old, whatever was published meanwhile: made anew at round multiples of it."""
    return _values.get_or_make((name, int(time.time() // seconds)), compute)


def forget() -> None:
    """Forget all that is remembered."""
    for memory in (_values, _large, _answers):
        memory.clear()


def _cached(
    view: View,
    *,
    versioned: bool = True,
    keep: bool = False,
    moment: Callable[..., str] | None = None,
    **directives: Any,
) -> View:
    @require_safe
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        public = etag(versioned=versioned)
        tag = f'{public[:-1]}.{moment(request, *args, **kwargs)}"' if moment else public
        response: HttpResponseBase | None = get_conditional_response(request, etag=tag)
        if response is None:
            make = partial(view, request, *args, **kwargs)
            making = _making.set(public if versioned else "")
            try:
                response = _kept((tag, request.get_full_path()), make) if keep else make()
            finally:
                _making.reset(making)
        if response.status_code in (200, 304):
            response.headers["ETag"] = tag
            patch_cache_control(response, **directives)
        elif response.status_code == 301:
            patch_cache_control(
                response, no_cache=True
            )  # browsers keep it for ever, and a merge may be undone
        return response

    return wrapped


def _kept(name: tuple[str, str], make: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Return the answer of that name from memory, or make it and keep it for whoever asks the same."""
    if (answer := _answers.get(name)) is not None:
        return HttpResponse(answer[0], content_type=answer[1])
    response = make()
    if isinstance(response, HttpResponse) and response.status_code == 200:
        _answers.keep(name, (response.content, response.headers["Content-Type"]))
    return response
