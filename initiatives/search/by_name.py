"""Published sheets found by their name: for whoever has one in mind and writes the beginning of it, or some words."""

from typing import Any

from django.db.models import F

from initiatives.search.suggested_titles import titles
from places.folding import Fold, fold


def actors_named(kind: Any, text: str, limit: int) -> list[Any]:
    """Return actors whose name begins with a text, then some that have its words: two indexed queries at most.

    `kind` is the model of actors, which asks for this.
    """
    published = kind.objects.published().select_related("commune").order_by()
    first = list(published.alias(key=Fold(F("name"))).filter(key__startswith=fold(text).strip())[:limit])
    if len(first) < limit:
        known = {actor.pk for actor in first}
        # In no order: sorting thousands that have a common word is long, and nobody reads beyond a dozen.
        first += [actor for actor in published.named_like(text)[: 2 * limit] if actor.pk not in known]
    return first[:limit]


def initiatives_named(kind: Any, text: str, limit: int) -> list[Any]:
    """Return initiatives whose title begins with a text, or has its words, with their places."""
    slugs = [title.slug for title in titles(fold(text).strip(), limit)]
    sheets = kind.objects.published().filter(slug__in=slugs).with_places()
    found = {sheet.slug: sheet for sheet in sheets}
    return [found[slug] for slug in slugs if slug in found]
