"""The newest analyses about something, for its page."""

from typing import Any

from articles.library import NAMED, ArticleFilters
from articles.models import Article
from initiatives.models import Theme
from moderation import caching
from places.territory import Territory

SHOWN = 3


def newest_about(subject: Any = None) -> list[Article]:
    """Return the newest analyses about a subject, or of all for None; one query, remembered.

    Nothing for a subject that is not published, or that is no subject of analyses.
    """
    filters = _filters(subject)
    if filters is None:
        return []
    # Their text is long, and none of it is shown.
    found: list[Article] = caching.remembered(
        f"newest articles {filters.query}",
        lambda: list(filters.articles.defer("text", "words_found")[:SHOWN]),
    )
    return found


def _filters(subject: Any) -> ArticleFilters | None:
    if subject is None:
        return ArticleFilters()
    if isinstance(subject, Theme):
        return ArticleFilters(themes=(subject,))
    if isinstance(subject, Territory):
        return ArticleFilters(territory=subject)
    word = next((word for word, (model, *_) in NAMED.items() if isinstance(subject, model)), None)
    if word is None or not subject.is_published or not subject.pk:
        return None
    return ArticleFilters(named=((word, subject),))
