"""An analysis as a snapshot says it was."""

from collections.abc import Mapping, Sequence
from typing import Any

from articles.models.article import PLAIN, Article
from events.models import Event
from events.restoring import initiatives_at
from initiatives.models import Theme
from initiatives.restoring.actor import actors_at
from moderation.models import FormerSlug, Status
from moderation.sheet_photos import take_photos
from moderation.snapshots import take_fields, take_slug, unchanged

FIELDS = tuple(name for name in PLAIN if name != "slug")


def restore_article(article: Article, data: Mapping[str, Any]) -> list[str]:
    """Bring an analysis back; return what could not come. Raises ValidationError when it is not valid any more."""
    same = unchanged(article, data)
    take_fields(article, data, FIELDS)
    if article.about is not None:
        article.territory = article.about.token  # of today, if the territory joined another
    if article.kind != Article.Kind.METHOD:
        article.is_open = False
    left = take_slug(article, data)
    article.full_clean(exclude=same)
    article.save()
    left += _take(article.authors, data.get("authors"), actors_at, "l’acteur")
    left += _take(article.initiatives, data.get("initiatives"), initiatives_at, "l’initiative")
    left += _take(article.events, data.get("events"), _events_at, "la rencontre")
    left += _take(article.themes, data.get("themes"), _themes_at, "le thème")
    return left + (take_photos(article, data["photos"]) if "photos" in data else [])


def _take(manager: Any, slugs: Sequence[str] | None, find: Any, noun: str) -> list[str]:
    """Give an analysis the rows of these addresses; return those that are gone. None leaves what is there."""
    if slugs is None:
        return []
    found = find(slugs)
    manager.set(found[slug] for slug in slugs if slug in found)
    return [f"{noun} «\u00a0{slug}\u00a0»" for slug in slugs if slug not in found]


def _themes_at(slugs: Sequence[str]) -> dict[str, Theme]:
    return {theme.slug: theme for theme in Theme.objects.filter(slug__in=slugs)}


def _events_at(slugs: Sequence[str]) -> dict[str, Event]:
    """Return the meetings that these addresses lead to today, whatever their status."""
    found = {
        event.slug: event for event in Event.objects.filter(slug__in=slugs).select_related("merged_into")
    }
    for slug in slugs:
        owner = found.get(slug) or FormerSlug.objects.owner_of(Event, slug)
        if owner is not None:
            merged = owner.merged_into if owner.status == Status.MERGED else None
            found[slug] = merged if isinstance(merged, Event) else owner
    return found
