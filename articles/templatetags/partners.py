"""What partner sites publish, in the templates of other applications too."""

from collections.abc import Sequence
from typing import Any

from django import template

from articles.models import FeedEntry
from articles.partners import lists

register = template.Library()


@register.simple_tag
def partner_entries() -> Sequence[FeedEntry]:
    """Return the newest articles of partners."""
    return lists.latest()


@register.simple_tag
def seen_elsewhere(initiative: Any) -> list[FeedEntry]:
    """Return the newest articles of partners about an initiative."""
    return lists.seen_elsewhere(initiative)
