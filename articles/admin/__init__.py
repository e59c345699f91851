"""What moderators do with the feeds of partners and their articles."""

from articles.admin import feed_entries, partner_feeds

__all__ = ["feed_entries", "partner_feeds"]
