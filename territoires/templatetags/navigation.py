"""Tags that lead from page to page: the main navigation, the pages of a list, what a page says of itself."""

from typing import Any

from django import template
from django.core.paginator import Page
from django.http import QueryDict
from django.template import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag(takes_context=True)
def nav_link(context: Context, name: str, label: str) -> SafeString:
    """Return a link of the main navigation, marked when the page is this one or lies under it.

    The page's room is the context variable `nav` (map, initiative, actor, theme, territory) or, without it, the
    first word of the route's name: `initiative_list` and `initiative_submit` are both in `initiative`.
    """
    href = reverse(name)
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    room = context.get("nav") or (match.url_name or "").split("_")[0] if match else context.get("nav", "")
    current = ""
    if room == name.split("_")[0]:
        current = "page" if request is not None and request.path == href else "true"
    if current:
        return format_html('<a href="{}" aria-current="{}">{}</a>', href, current, label)
    return format_html('<a href="{}">{}</a>', href, label)


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
    params = (query if query is not None else request.GET if request is not None else QueryDict()).copy()
    params.pop("page", None)
    if number > 1:
        params["page"] = str(number)
    return f"?{params.urlencode()}"
