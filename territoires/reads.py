"""The newest analyses, for the pages that compose every application."""

from articles.models import Article
from articles.models.article_set import NEWEST
from moderation import caching

SHOWN = 3


def newest_analyses() -> list[Article]:
    """Return the newest analyses, without their text; one query by an index, remembered."""

    def compute() -> list[Article]:
        return list(Article.objects.published().defer("text").order_by(*NEWEST)[:SHOWN])

    found: list[Article] = caching.remembered("newest analyses", compute)
    return found
