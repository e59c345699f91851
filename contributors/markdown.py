"""Markdown that people type, as HTML that cannot hurt a reader."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

from contributors.typography import typo

MAX_LENGTH = 10_000  # characters, as most fields; longer is not rendered unless it is asked for
TOP = 2  # level of the highest heading: the page itself has the h1
_LAST = 6  # HTML knows no deeper heading

_TAGS = {
    "p", "br", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre", "hr",
    "h2", "h3", "h4", "h5", "h6",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
# Only ours: HTML that is typed stays text, and Markdown has no way to name a heading.
_WITH_ANCHORS = _ATTRIBUTES | {name: {"id"} for name in _HEADINGS}
ANCHOR = "s-"  # so that no heading takes the name of a part of the page
ANCHOR_LENGTH = 60
KEPT = 64  # long texts rendered lately: up to 60 kB each
_SCHEMES = {"http", "https", "mailto"}
# Of these links the site answers for nothing: no credit from search engines, no hold on our page.
_REL = "nofollow ugc noopener"


class Heading(NamedTuple):
    """A heading of a text."""

    level: int
    title: str
    anchor: str
    """The `id` of its element: made of its words, so that links to it last as long as they do."""


def render(text: str, *, top: int = TOP) -> SafeString:
    """Return the HTML of a text in CommonMark, French typography set; HTML in the text stays text.

    The highest heading has the level `top` (2: below the h1 of the page), and none skips a level. Images are
    replaced by their description: a remote one would tell its server who reads. A text of more than
    `MAX_LENGTH` characters comes back as plain text.
    """
    if len(text) > MAX_LENGTH:
        return _plain(text)
    return _clean(_tokens(text, top), _ATTRIBUTES)


def render_with_headings(
    text: str, *, longest: int = MAX_LENGTH, top: int = TOP
) -> tuple[SafeString, tuple[Heading, ...]]:
    """Return the same of a text of at most `longest` characters, its headings with anchors, and these headings."""
    if len(text) > longest:
        return _plain(text), ()
    tokens = _tokens(text, top)
    headings = _anchored(tokens)
    return _clean(tokens, _WITH_ANCHORS), headings


# Of published texts only: what somebody types, of any length, must not fill the memory of a process.
remembered_with_headings = lru_cache(maxsize=KEPT)(render_with_headings)


def _plain(text: str) -> SafeString:
    return mark_safe(f"<p>{escape(text)}</p>")  # noqa: S308 escaped here


def _tokens(text: str, top: int) -> Sequence[Token]:
    tokens = _MARKDOWN.parse(text)
    _order_headings(tokens, top)
    for token in tokens:
        for child in token.children or ():
            if child.type == "text":
                child.content = typo(child.content)
    return tokens


def _clean(tokens: Sequence[Token], attributes: dict[str, set[str]]) -> SafeString:
    html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    clean = nh3.clean(
        html, tags=_TAGS, attributes=attributes, url_schemes=_SCHEMES, link_rel=_REL, strip_comments=True
    )
    return mark_safe(clean)  # noqa: S308 nh3 lets only the tags above through


def _words(tokens: Sequence[Token]) -> str:
    """Return what a line says, without its marks; of an image, its description."""
    return "".join(_words(token.children) if token.children else token.content for token in tokens)


def _anchored(tokens: Sequence[Token]) -> tuple[Heading, ...]:
    """Name each heading after its words, a second one of the same words with a number; return those with words."""
    found: list[Heading] = []
    taken: dict[str, int] = {}  # by name, how many headings are called so
    for opening, inline in pairwise(tokens):
        if opening.type != "heading_open":
            continue
        title = _words(inline.children or ()).strip()
        if not title:
            continue
        name = slugify(title.replace("’", " ").replace("œ", "oe"))[:ANCHOR_LENGTH].strip("-") or "titre"
        anchor = name
        while anchor in taken:
            taken[name] += 1
            anchor = f"{name}-{taken[name]}"
        taken[anchor] = 1
        opening.attrSet("id", ANCHOR + anchor)
        found.append(Heading(int(opening.tag[1]), title, ANCHOR + anchor))
    return tuple(found)


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
