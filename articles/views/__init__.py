"""Pages of analyses, and of what partner sites publish."""

from articles.views.partner_feed import partner_feed
from articles.views.partners import partner_list

__all__ = ["partner_feed", "partner_list"]
