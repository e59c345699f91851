"""Analyses, and what partner sites publish."""

from articles.models.feed_entry import FeedEntry
from articles.models.partner_feed import PartnerFeed

__all__ = ["FeedEntry", "PartnerFeed"]
