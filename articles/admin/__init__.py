"""Analyses in the admin."""

from articles.admin.articles import ArticleAdmin

__all__ = ["ArticleAdmin"]
