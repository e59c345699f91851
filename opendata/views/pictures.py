"""Pictures for sharing, drawn when they are asked for."""

from collections.abc import Callable
from datetime import timedelta
from threading import Lock

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from articles.models import Article
from contributors.limits import address_key, hit
from events.models import Event
from initiatives.models import Actor, KeyCount, Theme
from initiatives.sheet import published_sheet
from moderation.memory import Memory
from opendata.pictures import subjects
from opendata.pictures.canvas import Picture, jpeg
from places.territory import Territory

KEPT = timedelta(hours=1)  # by caches: not for ever, what is withdrawn must leave them
DRAWN_AN_HOUR = 600  # pictures, for one visitor: networks ask for a few each time a link is posted
PATIENCE = 2.0  # seconds that one waits for the pencil
# One is drawn at a time in a process: whoever asks for thousands takes one core of it at most, and holds no page up.
_pencil = Lock()
_drawn = Memory(60)  # the last ones: a link that is posted is asked for by several networks at once


@require_safe
def initiative_picture(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Send the picture of a published initiative."""
    initiative = published_sheet(slug)
    if initiative is None:
        raise Http404
    return _sent(request, subjects.of_initiative(initiative))


@require_safe
def actor_picture(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Send the picture of a published actor."""
    actor = Actor.objects.published().select_related("commune").filter(slug=slug).first()
    if actor is None:
        raise Http404
    return _sent(request, subjects.of_actor(actor))


@require_safe
def event_picture(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Send the picture of a published meeting."""
    event = Event.objects.published().select_related("commune").filter(slug=slug).first()
    if event is None:
        raise Http404
    return _sent(request, subjects.of_event(event))


@require_safe
def article_picture(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Send the picture of a published analysis."""
    article = Article.objects.published().defer("text").filter(slug=slug).first()
    if article is None:
        raise Http404
    return _sent(request, subjects.of_article(article))


@require_safe
def theme_picture(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Send the picture of a theme."""
    theme = next((theme for theme in Theme.objects.remembered() if theme.slug == slug), None)
    if theme is None:
        raise Http404
    return _sent(request, subjects.of_theme(theme, KeyCount.objects.number(f"theme:{theme.pk}")))


@require_safe
def territory_picture(request: HttpRequest, kind: str, code: str) -> HttpResponseBase:
    """Send the picture of a territory, with a map."""
    territory = Territory.from_token(f"{kind}-{code}")
    if territory is None or (territory.kind, territory.code) != (kind, code):
        raise Http404
    picture = subjects.of_territory(territory, KeyCount.objects.number(territory.token))
    return _sent(request, picture, lambda: subjects.with_map(picture, territory))


def _sent(
    request: HttpRequest, picture: Picture, whole: Callable[[], Picture] | None = None
) -> HttpResponseBase:
    """Send a picture, drawn now unless whoever asks has it; `whole` completes it where it must be drawn."""
    version = subjects.version(picture)
    tag = f'"{version}"'
    response: HttpResponseBase | None = get_conditional_response(request, etag=tag)
    if response is None:
        content = _drawn.get(version) or _draw(request, version, picture, whole)
        if content is None:
            return _stand_in()
        response = HttpResponse(content, content_type="image/jpeg")
    response.headers["ETag"] = tag
    patch_cache_control(response, public=True, max_age=round(KEPT.total_seconds()))
    return response


def _draw(
    request: HttpRequest, version: str, picture: Picture, whole: Callable[[], Picture] | None
) -> bytes | None:
    """Return the picture, drawn for the first time; None where too many are asked for."""
    if not hit("picture", address_key(request), limit=DRAWN_AN_HOUR, window=timedelta(hours=1)).allowed:
        return None
    if not _pencil.acquire(timeout=PATIENCE):
        return None
    try:
        content = jpeg(whole() if whole else picture)
    finally:
        _pencil.release()
    _drawn.keep(version, content)
    return content


def _stand_in() -> HttpResponseBase:
    """Lead to the picture of the whole site, which costs nothing, for this time only."""
    response = redirect(static("img/partage.png"))
    response.headers["Cache-Control"] = "no-store"
    return response
