"""Analyses in templates, those of other applications too: the newest about something."""

from typing import Any

from django import template

from articles.models import Article
from articles.reading import newest_about

register = template.Library()


@register.simple_tag
def newest_articles(subject: Any = None) -> list[Article]:
    """Return the newest analyses about an initiative, an actor, a theme, a territory or a meeting; or of all."""
    return newest_about(subject)
