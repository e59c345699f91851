"""Counts beside the filters of a list."""

from dataclasses import dataclass
from functools import cached_property

from initiatives.filters import VERIFIED_LABEL, VERIFIED_VALUE, Filters
from initiatives.models import CALL_LABELS, Actor, Scale, Stage, Tag, Theme
from initiatives.models.listing import VERIFIED
from initiatives.results import TAGS, Found
from initiatives.results.finding import find
from moderation import caching
from places.models import Region
from places.territory import Inside

# Django makes the values of an enumeration anew each time that they are named.
CHOICES = {
    "type": Actor.Kind.choices,
    "avancement": Stage.choices,
    "echelle": Scale.choices,
    "appel": list(CALL_LABELS.items()),
}
KEYS = {name: [f"{name}:{value}" for value, _ in choices] for name, choices in CHOICES.items()}
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


def _regions() -> list[Inside]:
    return [Inside(region.level, region.pk, region.name) for region in Region.objects.defer("outline")]


def _counts_of_all() -> dict[str, int]:
    """Return the numbers of every sheet, for all dimensions at once."""
    keys = Facets(Filters()).keys.values()
    return find(Filters()).counts([key for some in keys for key in some])


class Facets:
    """The facets of one set of filters. A dimension counts as if nothing had been chosen in it yet."""

    def __init__(self, filters: Filters, found: Found | None = None) -> None:
        self.filters = filters
        self._found = found

    @cached_property
    def _themes(self) -> list[Theme]:
        return Theme.objects.remembered()

    @cached_property
    def _below(self) -> list[Inside]:
        """The territories just below the one in force, regions at first."""
        territory = self.filters.territory
        return territory.children if territory else caching.remembered("regions", _regions)

    @cached_property
    def keys(self) -> dict[str, list[str]]:
        """The keys of each dimension."""
        return {
            "theme": [f"theme:{theme.pk}" for theme in self._themes],
            **KEYS,
            "tag": [TAGS],
            "verifie": [VERIFIED],
            "place": [place.token for place in self._below],
        }

    @cached_property
    def _counts(self) -> dict[str, dict[str, int]]:
        """The numbers of sheets by dimension, then by key: one count for all dimensions in which nothing is chosen."""
        chosen = [name for name in self.keys if name in self.filters.groups]
        free = [name for name in self.keys if name not in chosen]
        shared = self._count([key for name in free for key in self.keys[name]])
        return dict.fromkeys(free, shared) | {name: self._count(self.keys[name], name) for name in chosen}

    def _count(self, keys: list[str], without: str = "") -> dict[str, int]:
        """Return the numbers of these keys, as if nothing had been chosen in one dimension."""
        filters = self.filters
        if filters.text is None and filters.box is None and not filters.key_groups(without=without):
            return caching.remembered("counts of all", _counts_of_all)
        found = find(filters, without=without) if without else self._found or find(filters)
        return found.counts(keys)

    @cached_property
    def themes(self) -> list[Choice]:
        """All themes, in their order."""
        counts, on = self._counts["theme"], {theme.pk for theme in self.filters.themes}
        return [
            Choice(theme.slug, theme.name, counts.get(f"theme:{theme.pk}", 0), theme.pk in on, theme)
            for theme in self._themes
        ]

    def _choices(self, dimension: str, on: tuple[str, ...]) -> list[Choice]:
        counts = self._counts[dimension]
        found = [
            Choice(value, label, counts.get(f"{dimension}:{value}", 0), value in on)
            for value, label in CHOICES[dimension]
        ]
        return [choice for choice in found if choice.count or choice.selected]

    @cached_property
    def types(self) -> list[Choice]:
        """The kinds of actors that carry initiatives."""
        return self._choices("type", self.filters.types)

    @cached_property
    def stages(self) -> list[Choice]:
        """How far initiatives have come."""
        return self._choices("avancement", self.filters.stages)

    @cached_property
    def scales(self) -> list[Choice]:
        """How wide initiatives work."""
        return self._choices("echelle", self.filters.scales)

    @cached_property
    def calls(self) -> list[Choice]:
        """What initiatives look for: a hand of any kind, or of one."""
        return self._choices("appel", self.filters.calls)

    @cached_property
    def verified(self) -> list[Choice]:
        """The only choice, to see verified sheets alone; none where there are none."""
        # Once it is made, all that passes has the key: its count is the same as if it were not.
        count, on = self._counts["verifie"].get(VERIFIED, 0), self.filters.verified
        return [Choice(VERIFIED_VALUE, VERIFIED_LABEL, count, on)] if count or on else []

    @cached_property
    def tags(self) -> list[Choice]:
        """The commonest tags among what passes, those in force first."""
        counts = {int(key[4:]): n for key, n in self._counts["tag"].items() if key.startswith("tag:")}
        on = {tag.pk: tag for tag in self.filters.tags}
        best = sorted(counts, key=lambda pk: (pk not in on, -counts[pk], pk))[:TAGS_SHOWN]
        tags = Tag.objects.remembered([pk for pk in best if pk not in on]) | on
        return [
            Choice(tags[pk].slug, tags[pk].name, counts.get(pk, 0), pk in on)
            for pk in dict.fromkeys([*on, *best])
            if pk in tags
        ]

    @cached_property
    def places(self) -> list[Choice]:
        """The territories just below the one in force (regions at first), as links."""
        counts = self._counts["place"]
        others = self.filters.query(without=["territoire"])
        # A token is letters, digits and a hyphen: an address holds it as it is.
        start = f"{others}&territoire=" if others else "territoire="
        found = [
            Choice(place.token, place.name, counts[place.token], query=start + place.token)
            for place in self._below
            if counts.get(place.token)
        ]
        return sorted(found, key=lambda choice: -(choice.count or 0))[:PLACES_SHOWN]
