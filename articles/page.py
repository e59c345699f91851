"""What the page of an analysis shows: its text with a table of contents, what it names as far as it is public."""

from collections.abc import Iterable
from typing import Any

from articles.models import Article
from articles.models.article import TEXT_LENGTH
from contributors.markdown import render_with_headings
from events.page import public
from moderation.models import Sheet

FEWEST_HEADINGS = 3  # from which on a table of contents helps


def contents(article: Article) -> dict[str, Any]:
    """Return the context of the page of an analysis, fetched by `for_page`."""
    return told(
        article,
        authors=article.authors.all(),
        initiatives=article.initiatives.all(),
        events=article.events.all(),
        themes=article.themes.all(),
    )


def told(
    article: Article,
    *,
    authors: Iterable[Sheet],
    initiatives: Iterable[Sheet],
    events: Iterable[Sheet],
    themes: Iterable[Any],
) -> dict[str, Any]:
    """Return the same of an analysis that may not be saved yet."""
    html, headings = render_with_headings(article.text, longest=TEXT_LENGTH)
    return {
        "article": article,
        "html": html,
        "headings": headings if len(headings) >= FEWEST_HEADINGS else [],
        "themes": list(themes),
        "authors": public(authors),
        "initiatives": public(initiatives),
        "events": public(events),
        "territory": article.about,
    }
