"""Counts beside the filters of a list."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from initiatives.filters import Filters
from initiatives.models import Actor, Scale, Stage, Tag, Theme
from initiatives.results import TAGS, Found
from initiatives.results.finding import find
from moderation import caching
from places.models import Region
from places.territory import Territory

TAGS_SHOWN = 12
PLACES_SHOWN = 20


@dataclass(frozen=True)
class Choice:
    """One value of a facet: what it filters by, how many sheets it would leave, whether it is in force."""

    value: str
    label: str
    count: int | None  # None: not counted
    selected: bool = False
    theme: Theme | None = None
    query: str = ""  # the query string that adds it, for facets made of links


def _regions() -> list[Region]:
    return list(Region.objects.all())


class Facets:
    """The facets of one set of filters. A dimension counts as if nothing had been chosen in it yet."""

    def __init__(self, filters: Filters, found: Found | None = None) -> None:
        self.filters = filters
        self._found = found

    @cached_property
    def _themes(self) -> list[Theme]:
        return Theme.objects.remembered()

    @cached_property
    def _below(self) -> list[Territory]:
        """The territories just below the one in force, regions at first."""
        territory = self.filters.territory
        return (
            territory.children
            if territory
            else [Territory(region) for region in caching.remembered("regions", _regions)]
        )

    @cached_property
    def _keys(self) -> dict[str, list[str]]:
        """The keys of each dimension."""
        return {
            "theme": [f"theme:{theme.pk}" for theme in self._themes],
            "type": [f"type:{kind}" for kind in Actor.Kind.values],
            "avancement": [f"avancement:{stage}" for stage in Stage.values],
            "echelle": [f"echelle:{scale}" for scale in Scale.values],
            "tag": [TAGS],
            "place": [place.token for place in self._below],
        }

    @cached_property
    def _counts(self) -> dict[str, dict[str, int]]:
        """The numbers of sheets by dimension, then by key: one count for all dimensions in which nothing is chosen."""
        chosen = [name for name in self._keys if name in self.filters.groups]
        free = [name for name in self._keys if name not in chosen]
        found = self._found or find(self.filters)
        shared = found.counts([key for name in free for key in self._keys[name]])
        alone = {name: find(self.filters, without=name).counts(self._keys[name]) for name in chosen}
        return dict.fromkeys(free, shared) | alone

    @property
    def themes(self) -> list[Choice]:
        """All themes, in their order."""
        counts, on = self._counts["theme"], {theme.pk for theme in self.filters.themes}
        return [
            Choice(theme.slug, theme.name, counts.get(f"theme:{theme.pk}", 0), theme.pk in on, theme)
            for theme in self._themes
        ]

    def _choices(self, dimension: str, kinds: Iterable[tuple[str, str]], on: tuple[str, ...]) -> list[Choice]:
        counts = self._counts[dimension]
        found = [
            Choice(value, label, counts.get(f"{dimension}:{value}", 0), value in on) for value, label in kinds
        ]
        return [choice for choice in found if choice.count or choice.selected]

    @property
    def types(self) -> list[Choice]:
        """The kinds of actors that carry initiatives."""
        return self._choices("type", Actor.Kind.choices, self.filters.types)

    @property
    def stages(self) -> list[Choice]:
        """How far initiatives have come."""
        return self._choices("avancement", Stage.choices, self.filters.stages)

    @property
    def scales(self) -> list[Choice]:
        """How wide initiatives work."""
        return self._choices("echelle", Scale.choices, self.filters.scales)

    @property
    def tags(self) -> list[Choice]:
        """The commonest tags among what passes, those in force first."""
        counts = {int(key[4:]): n for key, n in self._counts["tag"].items() if key.startswith("tag:")}
        on = {tag.pk: tag for tag in self.filters.tags}
        best = sorted(counts, key=lambda pk: (pk not in on, -counts[pk], pk))[:TAGS_SHOWN]
        tags = Tag.objects.in_bulk([pk for pk in best if pk not in on]) | on
        return [
            Choice(tags[pk].slug, tags[pk].name, counts.get(pk, 0), pk in on)
            for pk in dict.fromkeys([*on, *best])
            if pk in tags
        ]

    @property
    def places(self) -> list[Choice]:
        """The territories just below the one in force (regions at first), as links."""
        counts = self._counts["place"]
        found = [
            Choice(
                place.token,
                place.name,
                counts[place.token],
                query=self.filters.query(without=["territoire"], add=[("territoire", place.token)]),
            )
            for place in self._below
            if counts.get(place.token)
        ]
        return sorted(found, key=lambda choice: -(choice.count or 0))[:PLACES_SHOWN]
