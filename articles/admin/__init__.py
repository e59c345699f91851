"""Analyses in the admin, and the feeds of partners with their entries."""

from articles.admin import feed_entries, partner_feeds
from articles.admin.articles import ArticleAdmin

__all__ = ["ArticleAdmin", "feed_entries", "partner_feeds"]
