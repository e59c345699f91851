"""The versions of analyses, in words."""

from collections.abc import Iterable
from typing import Any

from events.models import Event
from initiatives.models import Actor, Initiative, Theme
from initiatives.readers import published_names
from moderation.history import Change, PhotoReader
from places.territory import Territory

NAMING: dict[str, tuple[Any, str]] = {
    "authors": (Actor, "name"),
    "initiatives": (Initiative, "title"),
    "events": (Event, "title"),
}


class ArticleReader(PhotoReader):
    """Names themes, places, actors, initiatives and meetings instead of their codes; to the public, published ones."""

    # A signature is often a person's name: it goes with the consent.
    unsaid = PhotoReader.unsaid | {"signed_by"}

    def prepare(self, snapshots: Iterable[dict[str, Any]]) -> None:
        """Fetch the names of what is named: at most seven queries, and one for each territory."""
        snapshots = list(snapshots)
        self.themes = {theme.slug: theme.name for theme in Theme.objects.remembered()}
        tokens = {data.get("territory") or "" for data in snapshots} - {""}
        self.territories = {token: place.label for token in tokens if (place := Territory.from_token(token))}
        self.names = {
            field: self._names(field, {slug for data in snapshots for slug in data.get(field) or []})
            for field in NAMING
        }

    def _names(self, field: str, slugs: set[str]) -> dict[str, str]:
        if not slugs:
            return {}
        model, column = NAMING[field]
        if self.public and model is Actor:
            return published_names(slugs)
        found = model._default_manager.filter(slug__in=slugs)
        return dict((found.published() if self.public else found).values_list("slug", column))

    def change(self, name: str, before: Any, after: Any) -> Change | None:
        """Return what changed; to the public, nothing of what is not published."""
        if self.public and name in NAMING:
            known = self.names[name]
            before, after = ([slug for slug in value or [] if slug in known] for value in (before, after))
            if before == after:
                return None
        return super().change(name, before, after)

    def read_item(self, name: str, item: Any) -> str:
        """Return a theme, a territory or a sheet by its name."""
        if name == "themes":
            return self.themes.get(item, item)
        if name == "territory":
            return self.territories.get(item, item)
        if name in NAMING:
            return self.names[name].get(item, item)
        return super().read_item(name, item)
