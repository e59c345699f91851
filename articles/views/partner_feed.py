"""The feed of what partner sites publish, by the filters of its list."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from articles.models import FeedEntry
from articles.partners.lists import EntryFilters, for_lists
from contributors.typography import typo
from initiatives.views.call_feed import readable
from moderation import caching

MOST = 30
NAME = "Vu chez nos partenaires – Territoires contributifs"


class PartnerFeedView(Feed):
    """Articles of partners, the newest first; each leads to the original, on their site."""

    feed_type = Atom1Feed
    language = "fr"

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> EntryFilters:
        """Return the filters of the address."""
        return EntryFilters.parse(request.GET)

    def title(self, filters: EntryFilters) -> str:
        """Return what the feed is called."""
        return readable(f"{NAME}\u00a0: {filters.label}" if filters.label else NAME)

    def subtitle(self, filters: EntryFilters) -> str:
        """Return what it tells."""
        return "Ce que publient des sites amis. Chaque article se lit chez qui l’a écrit."

    def link(self, filters: EntryFilters) -> str:
        """Return the address of the list."""
        return _whole("partner_list", filters)

    def feed_url(self, filters: EntryFilters) -> str:
        """Return the address of the feed, which is its identity too."""
        return _whole("partner_feed", filters)

    feed_guid = feed_url

    def items(self, filters: EntryFilters) -> list[FeedEntry]:
        """Return the newest."""
        return list(for_lists(filters.entries[:MOST]))

    def item_title(self, item: Any) -> str:
        """Return the title, as text."""
        return readable(typo(item.title))

    def item_description(self, item: Any) -> str:
        """Return the excerpt and where it comes from. Readers take it for HTML: what others wrote is text."""
        said = f"{item.excerpt} " if item.excerpt else ""
        return escape(readable(typo(f"{said}(Sur le site {item.feed.name}.)")))

    def item_link(self, item: Any) -> str:
        """Return the address of the original."""
        link: str = item.link
        return link

    def item_guid(self, item: Any) -> str:
        """Return what tells it from others, even once its address has changed."""
        host = settings.SITE_URL.partition("://")[2].partition(":")[0]
        return f"tag:{host},2026:partenaire-{item.pk}"

    def item_pubdate(self, item: Any) -> datetime:
        """Return when it appeared."""
        published: datetime = item.published_at
        return published

    item_updateddate = item_pubdate

    def item_categories(self, item: Any) -> list[str]:
        """Return its themes."""
        return [theme.name for theme in item.themes.all()]

    def item_author_name(self, item: Any) -> str:
        """Return the site: Atom wants an author, and we keep no person."""
        return readable(item.feed.name)

    def item_author_link(self, item: Any) -> str:
        """Return the address of the site."""
        link: str = item.feed.site_url
        return link


def _whole(name: str, filters: EntryFilters) -> str:
    return f"{settings.SITE_URL}{reverse(name)}" + (f"?{filters.query}" if filters.query else "")


partner_feed = caching.listing(PartnerFeedView())
