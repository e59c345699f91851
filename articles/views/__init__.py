"""The pages of analyses."""

from articles.views.feeds import article_feed
from articles.views.lists import article_list
from articles.views.pages import article_history, article_page
from articles.views.writing import review, write_article

__all__ = ["article_feed", "article_history", "article_list", "article_page", "review", "write_article"]
