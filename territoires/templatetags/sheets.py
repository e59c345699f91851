"""Tags for the pages of sheets: what machines read, distances, codes to scan, marks of what changed."""

import json
from typing import Any

import segno
from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.models import Article
from events.models import Event
from initiatives.filters import Box
from initiatives.models import Actor, Initiative, Theme
from opendata.pictures import subjects
from opendata.pictures.canvas import HEIGHT, WIDTH, Picture
from opendata.pictures.subjects import version
from places.addresses import address
from territoires.templatetags.french import nombre

register = template.Library()

# What could end the island or be read as markup, in a form that JSON gives back unchanged.
ESCAPES = {
    ord(">"): "\\u003E",
    ord("<"): "\\u003C",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}
QR_MASK = 3
BOX_MARGIN = 0.02  # degrees: about 2 km around a point


@register.simple_tag
def json_ld(data: dict[str, Any]) -> SafeString:
    """Return an island of JSON-LD; no text in it can end the island."""
    text = json.dumps(data, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', SafeString(text))


@register.simple_tag
def box_around(latitude: float, longitude: float) -> str:
    """Return the filter `bbox` of a few kilometres around a point (degrees WGS 84)."""
    return str(Box.around(latitude, longitude, BOX_MARGIN))


@register.simple_tag
def qr_code(path: str, label: str = "Code à scanner vers cette page") -> SafeString:
    """Return a code to scan that leads to a page of the site, as SVG: for print. `label` is for who cannot see it."""
    # One mask for all: trying the eight of them for the most even picture takes longer than the rest of the page.
    svg = segno.make(settings.SITE_URL + path, error="m", mask=QR_MASK).svg_inline(
        scale=3, border=0, omitsize=False
    )
    return format_html('<div class="qr" role="img" aria-label="{}">{}</div>', label, SafeString(svg))


@register.simple_tag
def sharing_picture(subject: Any, count: int = 0) -> SafeString:
    """Return what networks read of the picture of a sheet, a theme or a territory.

    `count` is the number of initiatives of the last two, which their pictures say.
    """
    route, parts, picture = _picture(subject, count)
    return format_html(
        '<meta property="og:image" content="{}{}?v={}"><meta property="og:image:type" content="image/jpeg">'
        '<meta property="og:image:width" content="{}"><meta property="og:image:height" content="{}">'
        '<meta property="og:image:alt" content="{}">',
        settings.SITE_URL,
        address(route, *parts),
        version(picture),
        WIDTH,
        HEIGHT,
        picture.alt,
    )


def _picture(subject: Any, count: int) -> tuple[str, list[str], Picture]:
    if isinstance(subject, Initiative):
        return "initiative_picture", [subject.slug], subjects.of_initiative(subject)
    if isinstance(subject, Actor):
        return "actor_picture", [subject.slug], subjects.of_actor(subject)
    if isinstance(subject, Event):
        return "event_picture", [subject.slug], subjects.of_event(subject)
    if isinstance(subject, Article):
        return "article_picture", [subject.slug], subjects.of_article(subject)
    if isinstance(subject, Theme):
        return "theme_picture", [subject.slug], subjects.of_theme(subject, count)
    return "territory_picture", [subject.kind, subject.code], subjects.of_territory(subject, count)


@register.filter
def distance(km: float | None) -> str:
    """Return a distance in words: « moins de 1 km », « 19 km »; nothing for None."""
    if km is None:
        return ""
    if km < 1:
        return "moins de 1\u00a0km"
    return f"{nombre(round(km))}\u00a0km"


@register.filter
def without_scheme(url: str) -> str:
    """Return a web address as people say it: exemple.fr/jardin."""
    return url.partition("://")[2].removeprefix("www.").rstrip("/") or url


@register.simple_tag
def removed(text: str) -> SafeString:
    """Return a text marked as gone, for the eye and, as no screen reader tells `del`, in words."""
    return _marked("del", "retiré", text)


@register.simple_tag
def added(text: str) -> SafeString:
    """Return a text marked as new, for the eye and in words."""
    return _marked("ins", "ajouté", text)


def _marked(element: str, word: str, text: str) -> SafeString:
    return format_html(
        '<{0}><span class="vh">[{1}\u00a0: </span>{2}<span class="vh">]</span></{0}>', element, word, text
    )
