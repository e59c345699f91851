"""Tags by their names, those that are gone told."""

from collections.abc import Sequence
from typing import Any

from initiatives.models import (
    Tag,
)
from initiatives.models.tag import fold_all, slug_of
from moderation.models import FormerSlug


def take_tags(manager: Any, names: Sequence[str]) -> list[str]:
    """Give back to a sheet the tags that exist, those that they were merged into, and no new one."""
    keys = dict(zip(names, fold_all(names), strict=True))
    by_key = {tag.key: tag for tag in Tag.objects.filter(key__in=keys.values())}
    tags = {
        name: by_key.get(key) or FormerSlug.objects.owner_of(Tag, slug_of(name, key))
        for name, key in keys.items()
    }
    manager.set([tag for tag in tags.values() if tag])
    return [f"l’étiquette «\u00a0{name}\u00a0»" for name, tag in tags.items() if tag is None]
