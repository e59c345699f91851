"""Pages of analyses, and of what partner sites publish."""

from articles.views.feeds import article_feed
from articles.views.lists import article_list
from articles.views.pages import article_history, article_page
from articles.views.partner_feed import partner_feed
from articles.views.partners import partner_list

__all__ = [
    "article_feed",
    "article_history",
    "article_list",
    "article_page",
    "partner_feed",
    "partner_list",
]
