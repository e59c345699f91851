"""Codes to scan that fit whatever box holds them, made once for each address: a booklet has sixty of them."""

from functools import lru_cache

import segno
from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()
MASK = 3  # one for all: trying the eight of them for the most even picture takes longer than the rest of the page


@register.simple_tag
def code(path: str, label: str) -> SafeString:
    """Return a code to scan that leads to a page of the site, as SVG without a size. `label` says it in words."""
    return format_html(
        '<div class="qr" role="img" aria-label="{}">{}</div>', label, _drawn(settings.SITE_URL + path)
    )


@lru_cache(500)
def _drawn(address: str) -> SafeString:
    return SafeString(segno.make(address, error="m", mask=MASK).svg_inline(border=0, omitsize=True))
