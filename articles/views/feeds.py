"""Analyses for readers of feeds, by the filters of their list."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from articles.library import ArticleFilters
from articles.models import Article
from contributors.typography import typo
from events.page import public
from initiatives.views.call_feed import readable
from moderation import caching

NAME = "Analyses – Territoires contributifs"
MOST = 30


class ArticleFeed(Feed):
    """Analyses, the newest first; all addresses are on SITE_URL."""

    feed_type = Atom1Feed
    language = "fr"

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> ArticleFilters:
        """Return the filters of the address."""
        return ArticleFilters.parse(request.GET)

    def title(self, filters: ArticleFilters) -> str:
        """Return what the feed is called."""
        return readable(f"{NAME}\u00a0: {filters.label}" if filters.label else NAME)

    def subtitle(self, filters: ArticleFilters) -> str:
        """Return what it tells."""
        return (
            "Retours d’expérience, portraits, méthodes\u00a0: ce qu’apprennent celles et ceux qui agissent."
        )

    def link(self, filters: ArticleFilters) -> str:
        """Return the address of the list."""
        return _whole("article_list", filters)

    def feed_url(self, filters: ArticleFilters) -> str:
        """Return the address of the feed, which is its identity too."""
        return _whole("article_feed", filters)

    feed_guid = feed_url

    def items(self, filters: ArticleFilters) -> list[Article]:
        """Return the newest analyses."""
        return list(filters.articles.for_lists()[:MOST])

    def item_title(self, item: Any) -> str:
        """Return the title of an analysis."""
        return readable(typo(item.title))

    def item_description(self, item: Any) -> str:
        """Return its kind and its summary, as text."""
        told = f"{item.get_kind_display()}. {item.summary}"
        return escape(readable(typo(told)))  # Django says that it is HTML

    def item_link(self, item: Any) -> str:
        """Return the address of its page."""
        return settings.SITE_URL + item.get_absolute_url()

    def item_guid(self, item: Any) -> str:
        """Return what tells it from others, even once its address has changed."""
        host = settings.SITE_URL.partition("://")[2].partition(":")[0]
        return f"tag:{host},2026:analyse-{item.pk}"

    def item_pubdate(self, item: Any) -> datetime:
        """Return when it was published."""
        published: datetime = item.published_at
        return published

    def item_updateddate(self, item: Any) -> datetime:
        """Return when it last changed."""
        updated: datetime = item.updated_at
        return updated

    def item_categories(self, item: Any) -> list[str]:
        """Return its themes."""
        return [theme.name for theme in item.themes.all()]

    def item_author_name(self, item: Any) -> str:
        """Return who wrote it: Atom wants an author."""
        names = [actor.title_text for actor in public(item.authors.all())]
        return readable(", ".join(filter(None, [*names, item.signed_by])) or "Territoires contributifs")

    def item_copyright(self, item: Any) -> str:
        """Return its licence."""
        return str(item.licence)


def _whole(name: str, filters: ArticleFilters) -> str:
    return f"{settings.SITE_URL}{reverse(name)}" + (f"?{filters.query}" if filters.query else "")


article_feed = caching.listing(ArticleFeed())
