"""Markdown that people type, as HTML that cannot hurt a reader."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from contributors.typography import typo

MAX_LENGTH = 10_000  # characters, as the fields; longer is not rendered
TOP = 2  # level of the highest heading: the page itself has the h1
_LAST = 6  # HTML knows no deeper heading

_TAGS = {
    "p", "br", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre", "hr",
    "h2", "h3", "h4", "h5", "h6",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto"}
# Of these links the site answers for nothing: no credit from search engines, no hold on our page.
_REL = "nofollow ugc noopener"


def render(text: str, *, top: int = TOP) -> SafeString:
    """Return the HTML of a text in CommonMark, French typography set; HTML in the text stays text.

    The highest heading has the level `top` (2: below the h1 of the page), and none skips a level. Images are
    replaced by their description: a remote one would tell its server who reads. A text of more than
    `MAX_LENGTH` characters comes back as plain text.
    """
    if len(text) > MAX_LENGTH:
        return mark_safe(f"<p>{escape(text)}</p>")  # noqa: S308 escaped here
    tokens = _MARKDOWN.parse(text)
    _order_headings(tokens, top)
    for token in tokens:
        for child in token.children or ():
            if child.type == "text":
                child.content = typo(child.content)
    html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    clean = nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=_REL, strip_comments=True
    )
    return mark_safe(clean)  # noqa: S308 nh3 lets only the tags above through


def _order_headings(tokens: Sequence[Token], top: int) -> None:
    """Give each heading its level on the page: the first is `top`, equals stay equal, none is skipped going down."""
    above: list[int] = []  # levels as typed, of the headings that the current one is under, and its own
    level = top
    for token in tokens:
        if token.type == "heading_open":
            typed = int(token.tag[1])
            while above and above[-1] >= typed:
                above.pop()
            above.append(typed)
            level = min(top + len(above) - 1, _LAST)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{level}"


def _description(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """Return an image's description, escaped."""
    return escape(renderer.renderInlineAsText(tokens[index].children or [], options, env))


class _Reader(MarkdownIt):
    """CommonMark, where a link that we would not show stays the text that was typed, instead of a link to nothing."""

    def validateLink(self, url: str) -> bool:
        """Tell whether a link may be one: nh3 alone would leave `<a>` without its address."""
        try:
            return urlsplit(url).scheme.lower() in {"", *_SCHEMES}
        except ValueError:
            return False


_MARKDOWN = _Reader("commonmark", {"html": False, "linkify": False, "typographer": False})
_MARKDOWN.add_render_rule("image", _description)
