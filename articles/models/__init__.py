"""The tables of analyses."""

from articles.models.article import Article
from articles.models.article_set import ArticleQuerySet

__all__ = ["Article", "ArticleQuerySet"]
