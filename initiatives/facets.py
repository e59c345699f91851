"""Counts beside the filters of a list, and how many sheets pass."""

from dataclasses import dataclass

from django.db.models import Count, F, Func, TextField

from initiatives.filters import Filters
from initiatives.models import Actor, KeyCount, Listing, Scale, Stage, Tag, Theme
from initiatives.models.listing import ALL
from places.models import Region
from places.territory import Territory

CEILING = 10_000  # counts are exact up to here, and pages stop here (architecture.md, "Addresses")
TAGS_SHOWN = 12
PLACES_SHOWN = 20


@dataclass(frozen=True)
class Choice:
    """One value of a facet: what it filters by, how many sheets it would leave, whether it is in force."""

    value: str
    label: str
    count: int
    selected: bool = False
    theme: Theme | None = None
    query: str = ""  # the query string that adds it, for facets made of links


class Facets:
    """The facets of one set of filters. A dimension counts as if nothing had been chosen in it yet."""

    def __init__(self, filters: Filters) -> None:
        self.filters = filters
        self._counts: dict[str, dict[str, int]] = {}

    def _keys(self, dimension: str) -> dict[str, int]:
        """Return the number of sheets by key, without the choices already made in `dimension`."""
        without = dimension if dimension in self.filters.groups else ""
        if without not in self._counts:
            self._counts[without] = self._count(without)
        return self._counts[without]

    def _count(self, without: str) -> dict[str, int]:
        rows = self.filters.listings(without=without)
        if not rows.query.where:
            return dict(KeyCount.objects.values_list("key", "count"))
        some = rows.order_by("-published_at", "-initiative")[:CEILING]
        keys = Listing.objects.filter(pk__in=some.values("pk")).annotate(
            key=Func(F("keys"), function="unnest", output_field=TextField())
        )
        return dict(keys.values_list("key").annotate(Count("pk")).order_by())

    @property
    def themes(self) -> list[Choice]:
        """All themes, in their order."""
        counts, on = self._keys("theme"), {theme.pk for theme in self.filters.themes}
        return [
            Choice(theme.slug, theme.name, counts.get(f"theme:{theme.pk}", 0), theme.pk in on, theme)
            for theme in Theme.objects.all()
        ]

    def _choices(self, dimension: str, kinds: list[tuple[str, str]], on: tuple[str, ...]) -> list[Choice]:
        counts = self._keys(dimension)
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
        counts = {int(key[4:]): n for key, n in self._keys("tag").items() if key.startswith("tag:")}
        on = {tag.pk for tag in self.filters.tags}
        best = sorted(counts, key=lambda pk: (pk not in on, -counts[pk], pk))[:TAGS_SHOWN]
        tags = Tag.objects.in_bulk([*best, *on])
        return [
            Choice(tags[pk].slug, tags[pk].name, counts.get(pk, 0), pk in on)
            for pk in dict.fromkeys([*on, *best])
            if pk in tags
        ]

    @property
    def places(self) -> list[Choice]:
        """The territories just below the one in force (regions at first), as links."""
        counts = self._keys("")
        territory = self.filters.territory
        below = territory.children if territory else [Territory(region) for region in Region.objects.all()]
        found = [
            Choice(
                place.token,
                place.name,
                counts[place.token],
                query=self.filters.query(without=["territoire"], add=[("territoire", place.token)]),
            )
            for place in below
            if counts.get(place.token)
        ]
        return sorted(found, key=lambda choice: -choice.count)[:PLACES_SHOWN]


def count_of(filters: Filters) -> int:
    """Return how many published sheets pass: exact up to `CEILING`, and `CEILING + 1` for more."""
    rows = filters.listings()
    if not rows.query.where:
        total = KeyCount.objects.filter(key=ALL).values_list("count", flat=True).first() or 0
        return min(total, CEILING + 1)
    return rows.order_by()[: CEILING + 1].count()
