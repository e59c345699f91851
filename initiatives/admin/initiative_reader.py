"""The versions of an initiative, in words."""

from collections.abc import Iterable
from typing import Any

from initiatives.models import Location, Participation, Theme
from moderation.admin import SnapshotReader
from places.models import Commune, Department, Intercommunality, Region

_PLACES = {
    "commune": Commune,
    "intercommunality": Intercommunality,
    "department": Department,
    "region": Region,
}


class InitiativeReader(SnapshotReader):
    """Names themes and places instead of their codes."""

    labels = {
        "themes": "autres thèmes",
        "tags": "étiquettes",
        "locations": "lieux",
        "actors": "acteurs",
        "photos": "photos",
    }

    def prepare(self, snapshots: Iterable[dict[str, Any]]) -> None:
        """Fetch the names of themes and places: five queries, whatever the number of versions."""
        self.themes = dict(Theme.objects.values_list("slug", "name"))
        locations = [location for data in snapshots for location in data.get("locations", [])]
        self.names = {
            level: {
                place.pk: getattr(place, "label", place.name)
                for place in model._default_manager.filter(
                    pk__in={location.get(level) for location in locations}
                )
            }
            for level, model in _PLACES.items()
        }

    def read_item(self, name: str, item: Any) -> str:
        """Return a theme, a place, an actor or a photo in words."""
        if name in ("main_theme", "themes"):
            return self.themes.get(item, item)
        if name == "locations":
            return self._location(item)
        if name == "actors":
            return (
                f"{item['name']} ({dict(Participation.Role.choices).get(item['role'], item['role']).lower()})"
            )
        if name == "photos":
            return ", ".join(filter(None, [f"photo {item['id']}", item.get("alt"), item.get("credit")]))
        return super().read_item(name, item)

    def _location(self, item: dict[str, Any]) -> str:
        """Return the kind, the most precise place, the address and the coordinates."""
        level = next((level for level in _PLACES if item.get(level)), None)
        place = self.names[level].get(item[level], item[level]) if level else None
        position = f"{item['latitude']}, {item['longitude']}" if item.get("latitude") is not None else None
        kind = dict(Location.Kind.choices).get(item["kind"], item["kind"])
        return ", ".join(filter(None, [kind, place, item.get("address"), position]))
