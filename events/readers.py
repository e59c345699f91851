"""The versions of meetings, in words."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django.db import models

from contributors.typography import day_in_words
from events.words import hour_in_words
from initiatives.models import Initiative, Theme
from initiatives.readers import published_names
from moderation.history import Change, SnapshotReader
from places.models import Commune

NAMING = ("organisers", "initiatives")
_LATITUDES = ("latitude", "longitude")


class EventReader(SnapshotReader):
    """Names communes, themes, actors and initiatives instead of their codes; to the public, what is published only."""

    labels = {"latitude": "position", "longitude": "position"}

    def prepare(self, snapshots: Iterable[dict[str, Any]]) -> None:
        """Fetch the names of communes, themes, actors and initiatives: at most six queries."""
        snapshots = list(snapshots)
        self.themes = {theme.slug: theme.name for theme in Theme.objects.remembered()}
        codes = {data.get("commune") for data in snapshots} - {None}
        self.communes = {place.pk: place.label for place in Commune.objects.filter(pk__in=codes)}
        actors = {slug for data in snapshots for slug in data.get("organisers") or []}
        shown = {slug for data in snapshots for slug in data.get("initiatives") or []}
        found = Initiative.objects.filter(slug__in=shown)
        if self.public:
            found = found.published()
        self.names = {
            "organisers": published_names(actors) if actors else {},
            "initiatives": dict(found.values_list("slug", "title")) if shown else {},
        }

    def change(self, name: str, before: Any, after: Any) -> Change | None:
        """Return what changed; to the public, nothing of sheets that are not published."""
        if self.public and name in NAMING:
            known = self.names[name]
            before, after = ([slug for slug in value or [] if slug in known] for value in (before, after))
            if before == after:
                return None
        if self.public and name in _LATITUDES:
            return self.untold(name, before, after)
        return super().change(name, before, after)

    def read_item(self, name: str, item: Any) -> str:
        """Return a place, a theme, a sheet, a day or an hour in words."""
        if name in NAMING:
            return self.names[name].get(item, item)
        if name == "themes":
            return self.themes.get(item, item)
        if name == "commune":
            return self.communes.get(item, item)
        if name == "cancelled_days":
            return day_in_words(date.fromisoformat(item))
        if isinstance(item, bool):
            return "oui" if item else "non"
        if isinstance(self._field(name), models.TimeField):
            return hour_in_words(time.fromisoformat(item))
        return super().read_item(name, item)
