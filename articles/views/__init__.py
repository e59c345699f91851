"""The pages of analyses."""

from articles.views.pages import article_history, article_page

__all__ = ["article_history", "article_page"]
