"""The tables of analyses, and of what partner sites publish."""

from articles.models.article import Article
from articles.models.article_set import ArticleQuerySet
from articles.models.feed_entry import FeedEntry
from articles.models.partner_feed import PartnerFeed

__all__ = ["Article", "ArticleQuerySet", "FeedEntry", "PartnerFeed"]
