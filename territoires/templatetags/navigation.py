"""Tags that lead from page to page: the main navigation, the pages of a list, what a page says of itself."""

from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlencode

from django import template
from django.core.paginator import Page
from django.core.signals import setting_changed
from django.dispatch import receiver
from django.http import QueryDict
from django.template import Context
from django.template.loader import render_to_string
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from opendata.oembed import discovery

register = template.Library()

# Where the main navigation leads, in its order (templates/components/masthead.html).
ROOMS = (
    "initiative_list",
    "map",
    "event_list",
    "article_list",
    "call_list",
    "actor_list",
    "network",
    "theme_list",
    "territory_list",
    "circle",
)


# Head and foot are the same on every page but for the mark of the current one: each form of them is made once.
@lru_cache(200)
def _masthead(room: str, path: str) -> SafeString:
    return render_to_string("components/masthead.html", {"room": room, "path": path})


@cache
def _footer() -> SafeString:
    return render_to_string("components/footer.html")


@receiver(setting_changed)
def _forget(**_: Any) -> None:
    """Make them anew where a test changes settings."""
    _masthead.cache_clear()
    _footer.cache_clear()


@register.simple_tag(takes_context=True)
def masthead(context: Context) -> SafeString:
    """Return the head of every page, with its room marked in the main navigation.

    The room is the context variable `nav` (map, initiative, event, actor, theme…) or, without it, the first word of
    the route's name: `initiative_list` and `initiative_submit` are both in `initiative`.
    """
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    room = context.get("nav") or ((match.url_name or "").split("_")[0] if match else "")
    path = request.path if request is not None and request.path in _entrances() else ""
    return _masthead(room, path)


@register.simple_tag
def footer() -> SafeString:
    """Return the foot of every page."""
    return _footer()


@cache
def _entrances() -> frozenset[str]:
    """Return the addresses that the main navigation leads to."""
    return frozenset(reverse(name) for name in ROOMS)


@register.simple_tag(takes_context=True)
def nav_link(context: Context, name: str, label: str) -> SafeString:
    """Return a link of the main navigation, marked when the page is this one (`path`) or in its `room`."""
    href = reverse(name)
    if context.get("room") != name.split("_")[0]:
        return format_html('<a href="{}">{}</a>', href, label)
    current = "page" if context.get("path") == href else "true"
    return format_html('<a href="{}" aria-current="{}">{}</a>', href, current, label)


@register.simple_tag(takes_context=True)
def echo_block(context: Context, name: str) -> SafeString:
    """Return again what the page put in a block, such as its title for OpenGraph: Django renders a block once only."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block(name) if blocks is not None else None
    if block is None:
        return mark_safe("")
    # Quotes that a template holds itself would end the attribute.
    text = " ".join(block.render(context).split()).replace('"', "&quot;")
    return mark_safe(text)  # noqa: S308 the block has escaped what it prints


@register.simple_tag(takes_context=True)
def embedding(context: Context) -> SafeString:
    """Return the link by which other sites find how to show this page in a frame (oEmbed); nothing where none does."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    if request is None or match is None:
        return mark_safe("")
    address = discovery(match.url_name or "", request.path, request.META.get("QUERY_STRING", ""))
    if not address:
        return mark_safe("")
    return format_html('<link rel="alternate" type="application/json+oembed" href="{}">', address)


@register.filter
def page_numbers(page: Page[Any]) -> list[int]:
    """Return the numbers to show for a page of results; 0 stands for those left out between two of them."""
    return [
        number if isinstance(number, int) else 0
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]


@register.simple_tag(takes_context=True)
def page_address(context: Context, number: int) -> str:
    """Return the query of another page of the same list, filters kept: `query` of the context, or the address's own.

    The first page has no `page`, so that a list has one address only.
    """
    query = context.get("query")
    request = context.get("request")
    params = query if query is not None else request.GET if request is not None else QueryDict()
    kept = [(name, value) for name, values in params.lists() if name != "page" for value in values]
    return f"?{urlencode(kept + ([('page', str(number))] if number > 1 else []))}"
