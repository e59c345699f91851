"""A meeting as a snapshot says it was."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from events.models.event import DATES, PLAIN, Event
from initiatives.models import Initiative, Theme
from initiatives.restoring.actor import actors_at
from moderation.models import FormerSlug, Status
from moderation.snapshots import take_fields, take_slug, unchanged
from places.models import Commune

FIELDS = (*(name for name in PLAIN if name != "slug"), *DATES)


def restore_event(event: Event, data: Mapping[str, Any]) -> list[str]:
    """Bring a meeting back; return what could not come. Raises ValidationError when it is not valid any more."""
    same = unchanged(event, data)
    take_fields(event, data, FIELDS)
    if "cancelled_days" in data:
        event.cancelled_days = [date.fromisoformat(day) for day in data["cancelled_days"]]
    left = take_slug(event, data)
    code = data.get("commune")
    commune = Commune.objects.by_code(code) if code else None  # today's, if it joined another
    if code and commune is None:
        left.append(f"la commune de code {code}")
        commune = event.commune  # it must be somewhere
    event.commune = commune
    event.full_clean(exclude=same)
    event.save()
    left += _take(event.organisers, data.get("organisers"), actors_at, "l’acteur")
    left += _take(event.initiatives, data.get("initiatives"), initiatives_at, "l’initiative")
    left += _take(event.themes, data.get("themes"), _themes_at, "le thème")
    return left


def _take(manager: Any, slugs: Sequence[str] | None, find: Any, noun: str) -> list[str]:
    """Give a meeting the rows of these addresses; return those that are gone. None leaves what is there."""
    if slugs is None:
        return []
    found = find(slugs)
    manager.set(found[slug] for slug in slugs if slug in found)
    return [f"{noun} «\u00a0{slug}\u00a0»" for slug in slugs if slug not in found]


def _themes_at(slugs: Sequence[str]) -> dict[str, Theme]:
    return {theme.slug: theme for theme in Theme.objects.filter(slug__in=slugs)}


def initiatives_at(slugs: Sequence[str]) -> dict[str, Initiative]:
    """Return the initiatives that these addresses lead to today, whatever their status."""
    rows = Initiative.objects.filter(slug__in=slugs).select_related("merged_into")
    found = {initiative.slug: initiative for initiative in rows}
    for slug in slugs:
        owner = found.get(slug) or FormerSlug.objects.owner_of(Initiative, slug)
        if owner is not None:
            merged = owner.merged_into if owner.status == Status.MERGED else None
            found[slug] = merged if isinstance(merged, Initiative) else owner
    return found
