"""Analyses, and what they tell the floors below."""

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    """Analyses."""

    name = "articles"
    verbose_name = "Analyses"
