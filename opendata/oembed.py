"""oEmbed (https://oembed.com, version 1.0): the address of a page of ours becomes a frame that shows it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import unquote, urlencode, urlsplit
from xml.sax.saxutils import escape

from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.http import QueryDict
from django.templatetags.static import static
from django.urls import Resolver404, ResolverMatch, resolve, reverse

from articles.models import Article
from events.models import Event
from initiatives.models import Actor, Initiative, Tag, Theme
from opendata.embeds import COLOURS, Embed
from opendata.feeds import clean
from opendata.frames import KINDS
from opendata.pictures import subjects
from opendata.pictures.canvas import HEIGHT, WIDTH
from opendata.sheets import models
from places.addresses import address
from places.territory import Territory

LONGEST = 2000  # characters of an address
USUAL_WIDTH, WIDEST = 600, 1200  # CSS pixels
KEPT = 3600  # seconds that who asked may keep the answer
UNPRINTABLE = re.compile(r"[\x00-\x20\x7f-\xa0\\]")
# Routes of pages that are lists, by the kind of frame that shows the same.
LISTS: Mapping[str, str] = {
    "home": "carte",
    "map": "carte",
    "initiative_list": "liste",
    "theme": "liste",
    "tag": "liste",
    "territory": "carte",
    "call_list": "appels",
    "event_list": "agenda",
    "event_month": "agenda",
    **{f"embed_{name}": name for name in KINDS},
}


@dataclass(frozen=True)
class Asked:
    """What a consumer asks for."""

    url: str
    max_width: int | None  # CSS pixels
    max_height: int | None  # CSS pixels

    @classmethod
    def parse(cls, query: QueryDict) -> "Asked":
        """Return what a query string asks; a size that makes no sense is as if none was said."""
        return cls(query.get("url", ""), _size(query.get("maxwidth", "")), _size(query.get("maxheight", "")))


def answer(asked: Asked) -> dict[str, Any] | None:
    """Return the answer, in the order of the specification; None for an address that shows nothing of ours."""
    embed = embed_of(asked.url)
    if embed is None:
        return None
    width = min(asked.max_width or USUAL_WIDTH, WIDEST)
    height = min(embed.height, asked.max_height or embed.height)
    sized = replace(embed, width=width, asked_height=height)
    found = {
        "type": "rich",
        "version": "1.0",
        "title": clean(sized.title),
        "provider_name": "Territoires contributifs",
        "provider_url": f"{settings.SITE_URL}/",
        "cache_age": KEPT,
        "html": clean(sized.frame),
        "width": width,
        "height": height,
    }
    if (asked.max_width or WIDTH) >= WIDTH and (asked.max_height or HEIGHT) >= HEIGHT:
        found |= {
            "thumbnail_url": settings.SITE_URL + thumbnail(sized),
            "thumbnail_width": WIDTH,
            "thumbnail_height": HEIGHT,
        }
    return found


def embed_of(url: str) -> Embed | None:
    """Return the frame that shows what is at an address; None for those of others, and for what is not published."""
    match, query = _resolved(url)
    if match is None or query is None:
        return None
    name = match.url_name or ""
    if name == "embed":
        embed = Embed.parse(query)
    elif name in models():
        kind = KINDS["fiche"]
        embed = Embed(kind, kind.read(_query(f=urlsplit(url).path)))
    elif name in LISTS:
        if not _narrow(name, match, query):
            return None
        kind = KINDS[LISTS[name]]
        colours = query.get("couleurs", "")
        embed = Embed(kind, kind.read(query), colours if colours in COLOURS else "")
    else:
        return None
    return None if embed.is_lacking else embed


def _resolved(url: str) -> tuple[ResolverMatch | None, QueryDict | None]:
    """Return the route of an address of this site, and its query; None for any other text."""
    if len(url) > LONGEST or UNPRINTABLE.search(url):
        return None, None
    try:
        parts, ours = urlsplit(url), urlsplit(settings.SITE_URL)
        if parts.scheme not in ("http", "https") or parts.netloc.lower() != ours.netloc.lower():
            return None, None
        return resolve(unquote(parts.path)), QueryDict(parts.query, mutable=True)
    except (ValueError, Resolver404, TooManyFieldsSent):
        return None, None


def _narrow(name: str, match: ResolverMatch, query: QueryDict) -> bool:
    """Add to a query what the path of the page says; False when there is no such page."""
    slug = match.kwargs.get("slug", "")
    if name == "theme":
        query["theme"] = slug
        return any(theme.slug == slug for theme in Theme.objects.remembered())
    if name == "tag":
        query["tag"] = slug
        return Tag.objects.used().filter(slug=slug).exists()
    if name == "territory":
        query["territoire"] = token = f"{match.kwargs['kind']}-{match.kwargs['code']}"
        return Territory.from_token(token) is not None
    if name == "event_month":
        query["mois"] = month = match.kwargs["month"]
        return bool(KINDS["agenda"].read(_query(mois=month)).pairs)
    return True


def _query(**pairs: str) -> QueryDict:
    return QueryDict(urlencode(pairs))


def thumbnail(embed: Embed) -> str:
    """Return the address of the sharing picture of what a frame shows, from the root of the site."""
    sheet, territory = embed.shown.sheet, embed.shown.territory
    if isinstance(sheet, Initiative):
        version = subjects.version(subjects.of_initiative(sheet))
        return f"{reverse('initiative_picture', args=[sheet.slug])}?v={version}"
    if isinstance(sheet, Actor):
        version = subjects.version(subjects.of_actor(sheet))
        return f"{reverse('actor_picture', args=[sheet.slug])}?v={version}"
    if isinstance(sheet, Event):
        version = subjects.version(subjects.of_event(sheet))
        return f"{reverse('event_picture', args=[sheet.slug])}?v={version}"
    if isinstance(sheet, Article):
        version = subjects.version(subjects.of_article(sheet))
        return f"{reverse('article_picture', args=[sheet.slug])}?v={version}"
    if territory is not None:
        return reverse("territory_picture", args=[territory.kind, territory.code])
    if embed.shown.filters and len(embed.shown.filters.themes) == 1:
        return reverse("theme_picture", args=[embed.shown.filters.themes[0].slug])
    return static("img/partage.png")


def as_xml(found: Mapping[str, Any]) -> str:
    """Return an answer as XML."""
    lines = "".join(f"<{name}>{escape(str(text))}</{name}>" for name, text in found.items())
    return f'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>{lines}</oembed>\n'


def discovery(name: str, path: str, query: str) -> str:
    """Return the address where what a page shows is told for frames; nothing for a page that cannot be framed.

    `name` is the route of the page, `path` and `query` its address; a query that is too long is left out.
    """
    if name.startswith("embed") or (name not in LISTS and name not in models()):
        return ""
    url = settings.SITE_URL + path + (f"?{query}" if query else "")
    if len(url) > LONGEST:
        url = settings.SITE_URL + path
    return f"{settings.SITE_URL}{address('oembed')}?{urlencode({'url': url, 'format': 'json'})}"


def _size(text: str) -> int | None:
    """Return a size in CSS pixels; None for what is none."""
    if not (text.isascii() and text.isdigit() and len(text) < 8 and int(text)):
        return None
    return int(text)
