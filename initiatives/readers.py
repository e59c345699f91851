"""The versions of initiatives, of actors and of calls, in words."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from initiatives.models import Actor, DeclaredBy, Location, Membership, Participation, Theme
from moderation.history import Change, PhotoReader, SnapshotReader
from moderation.models import FormerSlug, Status
from places.models import Commune, Department, Intercommunality, Region
from places.territory import Territory

_PLACES = {
    "commune": Commune,
    "intercommunality": Intercommunality,
    "department": Department,
    "region": Region,
}


def _names_of_places(model: Any, codes: Iterable[str | None]) -> dict[str, str]:
    """Return what the places of these codes are called."""
    found = model._default_manager.filter(pk__in={code for code in codes if code})
    return {place.pk: getattr(place, "label", place.name) for place in found}


def published_names(slugs: Iterable[str]) -> dict[str, str]:
    """Return today's names of the published actors that have, or had, these addresses; of no other actor."""
    wanted = set(slugs)
    found = {slug: (name, status) for slug, name, status in _actors(slug__in=wanted)}
    names = {slug: name for slug, (name, status) in found.items() if status == Status.PUBLISHED}
    former = FormerSlug.objects.filter(
        content_type=ContentType.objects.get_for_model(Actor), slug__in=wanted - found.keys()
    )
    owners = dict(former.values_list("slug", "object_id"))
    published = Actor.objects.published().filter(pk__in=owners.values())
    names_by_number = dict(published.values_list("pk", "name"))
    return names | {slug: names_by_number[pk] for slug, pk in owners.items() if pk in names_by_number}


def _actors(**condition: Any) -> Any:
    return Actor.objects.filter(**condition).values_list("slug", "name", "status")


class InitiativeReader(PhotoReader):
    """Names themes, places and actors instead of their codes.

    The public reads only the names of published actors, no street and no coordinates that a place had, and of photos
    how many came and went.
    """

    labels = PhotoReader.labels | {
        "themes": "autres thèmes",
        "tags": "étiquettes",
        "locations": "lieux",
        "actors": "acteurs",
    }
    # Who carries it is often a person's name: it goes with the consent.
    unsaid = SnapshotReader.unsaid | {"carried_by"}

    def prepare(self, snapshots: Iterable[dict[str, Any]]) -> None:
        """Fetch the names of themes, places and actors: at most nine queries, whatever the number of versions."""
        snapshots = list(snapshots)
        self.themes = {theme.slug: theme.name for theme in Theme.objects.remembered()}
        locations = [location for data in snapshots for location in data.get("locations", [])]
        self.names = {
            level: _names_of_places(model, (location.get(level) for location in locations))
            for level, model in _PLACES.items()
        }
        slugs = {item["actor"] for data in snapshots for item in data.get("actors", [])}
        self.published = published_names(slugs) if self.public and slugs else {}

    def change(self, name: str, before: Any, after: Any) -> Change | None:
        """Return what changed; to the public, nothing of actors that are not published."""
        if self.public and name == "actors":
            before, after = self._published(before), self._published(after)
            if self.read(name, before) == self.read(name, after):
                return None
        return super().change(name, before, after)

    def read_item(self, name: str, item: Any) -> str:
        """Return a theme, a place, an actor or a photo in words."""
        if name in ("main_theme", "themes"):
            return self.themes.get(item, item)
        if name == "locations":
            return self._location(item)
        if name == "actors":
            who = self.published.get(item["actor"]) if self.public else item["name"]
            role = dict(Participation.Role.choices).get(item["role"], item["role"]).lower()
            said_by = Participation(declared_by=item.get("declared_by") or DeclaredBy.BOTH).said_by
            return f"{who} ({', '.join(filter(None, [role, said_by]))})"
        return super().read_item(name, item)

    def _published(self, parts: Any) -> list[dict[str, Any]]:
        shown = [part for part in parts or [] if part["actor"] in self.published]
        return [part for part in shown if settings.SHOW_DECLARED_RELATIONS or "declared_by" not in part]

    def _location(self, item: dict[str, Any]) -> str:
        """Return the kind and the most precise place; to moderators, the address and the coordinates too."""
        level = next((level for level in _PLACES if item.get(level)), None)
        place = self.names[level].get(item[level], item[level]) if level else None
        kind = dict(Location.Kind.choices).get(item["kind"], item["kind"])
        if self.public:
            return ", ".join(filter(None, [kind, place]))
        position = f"{item['latitude']}, {item['longitude']}" if item.get("latitude") is not None else None
        return ", ".join(filter(None, [kind, place, item.get("address"), position]))


def _shown_networks(snapshots: Iterable[dict[str, Any]]) -> set[str]:
    """Return the addresses of the networks of which the actors of these snapshots are members today, in public."""
    slugs = {data["slug"] for data in snapshots if data.get("slug")}
    former = FormerSlug.objects.filter(
        content_type=ContentType.objects.get_for_model(Actor), slug__in=slugs
    ).values_list("object_id", flat=True)
    shown = Membership.objects.shown().filter(Q(actor__slug__in=slugs) | Q(actor__in=list(former)))
    numbers = dict(shown.values_list("network__slug", "network"))
    before = FormerSlug.objects.filter(
        content_type=ContentType.objects.get_for_model(Actor), object_id__in=numbers.values()
    )
    return numbers.keys() | set(before.values_list("slug", flat=True))


class ActorReader(SnapshotReader):
    """Names places, themes and networks instead of their codes; to the public, published networks only.

    A snapshot does not say who declares a network: where what one side says is not shown, those agreed today are.
    """

    labels = {"networks": "réseaux"}

    def prepare(self, snapshots: Iterable[dict[str, Any]]) -> None:
        """Fetch the names of places, themes and networks: at most seven queries, and one for each territory."""
        snapshots = list(snapshots)
        self.themes = {theme.slug: theme.name for theme in Theme.objects.remembered()}
        tokens = {data.get("territory") or "" for data in snapshots} - {""}
        self.territories = {token: place.label for token in tokens if (place := Territory.from_token(token))}
        self.communes = _names_of_places(Commune, (data.get("commune") for data in snapshots))
        slugs = {slug for data in snapshots for slug in data.get("networks", [])}
        if not slugs:
            self.networks: dict[str, str] = {}
        elif self.public:
            if not settings.SHOW_DECLARED_RELATIONS:
                slugs &= _shown_networks(snapshots)
            self.networks = published_names(slugs)
        else:
            self.networks = {slug: name for slug, name, _ in _actors(slug__in=slugs)}

    def change(self, name: str, before: Any, after: Any) -> Change | None:
        """Return what changed; to the public, nothing of networks that are not published."""
        if self.public and name == "networks":
            before, after = (
                [slug for slug in value or [] if slug in self.networks] for value in (before, after)
            )
            if self.read(name, before) == self.read(name, after):
                return None
        return super().change(name, before, after)

    def read_item(self, name: str, item: Any) -> str:
        """Return a place, a theme or a network by its name."""
        if name == "themes":
            return self.themes.get(item, item)
        if name == "territory":
            return self.territories.get(item, item)
        if name == "commune":
            return self.communes.get(item, item)
        if name == "networks":
            return self.networks.get(item, item)
        return super().read_item(name, item)


class CallReader(SnapshotReader):
    """Calls need no more than what every kind has: their day and their kind are read as the model has them."""
