"""The one set of filters: list, map, tiles and, later, feeds, exports and embeds read the same query string.

A value that makes no sense is ignored, never an error page.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

from django.contrib.postgres.search import CombinedSearchQuery, SearchQuery
from django.db.models import QuerySet
from django.http import QueryDict

from initiatives.filters.box import Box
from initiatives.filters.query import known, value, values
from initiatives.models import Actor, Listing, Pin, Scale, Stage, Tag, Theme
from initiatives.search import MAX_LENGTH, search_query
from places.models import Commune, Department
from places.territory import Territory

SORTS = {
    "pertinence": "Les plus pertinentes",
    "recent": "Les plus récentes",
    "proche": "Les plus proches",
    "titre": "Par titre",
}
NAMES = ["q", "theme", "tag", "territoire", "acteur", "type", "avancement", "echelle", "bbox", "pres", "tri"]


@dataclass(frozen=True)
class Active:
    """A filter in force, as the page shows it, with what its removal leaves."""

    name: str
    value: str
    label: str
    url: str  # the same page without it


@dataclass(frozen=True)
class Filters:
    """What a visitor asked for, looked up and made sense of."""

    q: str = ""
    themes: tuple[Theme, ...] = ()
    tags: tuple[Tag, ...] = ()
    territory: Territory | None = None
    actor: Actor | None = None
    types: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    scales: tuple[str, ...] = ()
    box: Box | None = None
    near: Commune | None = None
    asked_sort: str = ""

    @classmethod
    def parse(cls, query: QueryDict) -> Self:
        """Return the filters of a query string; each look-up is asked of the database only if it is used."""
        slugs, tag_slugs = values(query, "theme"), values(query, "tag")
        actor, near, sort = value(query, "acteur"), value(query, "pres"), query.get("tri", "")
        return cls(
            q=value(query, "q", MAX_LENGTH),
            themes=tuple(Theme.objects.filter(slug__in=slugs)) if slugs else (),
            tags=tuple(Tag.objects.filter(slug__in=tag_slugs)) if tag_slugs else (),
            territory=Territory.from_token(value(query, "territoire")),
            actor=Actor.objects.published().filter(slug=actor).first() if actor else None,
            types=known(values(query, "type"), Actor.Kind.values),
            stages=known(values(query, "avancement"), Stage.values),
            scales=known(values(query, "echelle"), Scale.values),
            box=Box.parse(query.get("bbox", "")),
            near=Commune.objects.by_code(near) if near else None,
            asked_sort=sort if sort in SORTS else "",
        )

    # --- What is asked of the database --------------------------------------------------------------------

    @cached_property
    def text(self) -> SearchQuery | CombinedSearchQuery | None:
        """The full-text query, or None: nothing typed, or nothing to look for in it."""
        return search_query(self.q) if self.q else None

    @property
    def groups(self) -> dict[str, list[str]]:
        """Keys by dimension; a sheet must have one of each dimension (see `initiatives.models.listing`)."""
        groups = {
            "theme": [f"theme:{theme.pk}" for theme in self.themes],
            "type": [f"type:{kind}" for kind in self.types],
            "avancement": [f"avancement:{stage}" for stage in self.stages],
            "echelle": [f"echelle:{scale}" for scale in self.scales],
            "acteur": [f"acteur:{self.actor.pk}"] if self.actor else [],
            "territoire": [self.territory.token] if self.territory else [],
        }
        return {name: keys for name, keys in groups.items() if keys}

    def _keyed(self, rows: QuerySet, without: str = "") -> QuerySet:
        """Limit listings or pins to those that have the keys."""
        required = [f"tag:{tag.pk}" for tag in self.tags]
        for name, keys in self.groups.items():
            if name == without:
                continue
            if len(keys) == 1:
                required += keys
            else:
                rows = rows.filter(keys__overlap=keys)
        return rows.filter(keys__contains=required) if required else rows

    def listings(self, *, without: str = "") -> QuerySet[Listing]:
        """Return the published sheets that pass, unsorted; `without` leaves one dimension out, for its facet."""
        rows = self._keyed(Listing.objects.all(), without)
        if self.text is not None:
            rows = rows.filter(search=self.text)
        if self.box is not None and without != "bbox":
            rows = rows.filter(initiative__in=Pin.objects.filter(self.box.pins).values("initiative"))
        return rows

    def pins(self) -> QuerySet[Pin]:
        """Return the points that pass, whatever the rectangle: a tile is one already.

        With a territory, only the points inside it: a sheet with a place at Brest and one in Paris shows one.
        """
        rows = self._keyed(Pin.objects.all())
        if self.text is not None:
            rows = rows.filter(initiative__in=Listing.objects.filter(search=self.text).values("initiative"))
        return rows

    @property
    def counted(self) -> tuple[int, list[str] | None] | None:
        """The theme (0: all) and departments by which `CellCount` answers, or None if it cannot."""
        if self.text is not None or self.tags or self.actor or self.types or self.stages or self.scales:
            return None
        if len(self.themes) > 1:
            return None
        theme = self.themes[0].pk if self.themes else 0
        if self.territory is None:
            return theme, None
        departments = departments_of(self.territory)
        return None if departments is None else (theme, departments)

    def without_box(self) -> "Filters":
        """Return the same filters for the whole map."""
        return replace(self, box=None)

    # --- What the page shows ------------------------------------------------------------------------------

    @property
    def sort(self) -> str:
        """The order in force: the one asked for if it can be, else the most useful one."""
        if (self.asked_sort == "pertinence" and self.text is None) or (
            self.asked_sort == "proche" and not self.near
        ):
            return "recent"
        return self.asked_sort or (
            "pertinence" if self.text is not None else "proche" if self.near else "recent"
        )

    @property
    def sorts(self) -> list[tuple[str, str]]:
        """The orders that make sense here, with their labels."""
        return [
            (value, label)
            for value, label in SORTS.items()
            if (value != "pertinence" or self.text is not None) and (value != "proche" or self.near)
        ]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The filters as pairs, in one fixed order: what links and hidden fields repeat."""
        pairs = [("q", self.q)] if self.q else []
        pairs += [("theme", theme.slug) for theme in self.themes] + [("tag", tag.slug) for tag in self.tags]
        pairs += [("territoire", self.territory.token)] if self.territory else []
        pairs += [("acteur", self.actor.slug)] if self.actor else []
        pairs += [("type", value) for value in self.types] + [("avancement", value) for value in self.stages]
        pairs += [("echelle", value) for value in self.scales]
        pairs += [("bbox", str(self.box))] if self.box else []
        pairs += [("pres", self.near.code)] if self.near else []
        pairs += [("tri", self.asked_sort)] if self.asked_sort else []
        return pairs

    def query(self, *, without: Iterable[str] = (), add: Iterable[tuple[str, str]] = ()) -> str:
        """Return the query string, encoded, without some parameters and with others: "" or "q=jardin&…"."""
        query = QueryDict(mutable=True)
        for pair in [*(pair for pair in self.pairs if pair[0] not in set(without)), *add]:
            query.appendlist(*pair)
        return query.urlencode()

    @property
    def active(self) -> list[Active]:
        """What is in force, each with its removal; the order is not one of them."""
        labels = {("theme", theme.slug): theme.name for theme in self.themes}
        labels |= {("tag", tag.slug): f"#{tag.name}" for tag in self.tags}
        labels |= {("type", value): Actor.Kind(value).label for value in self.types}
        labels |= {("avancement", value): Stage(value).label for value in self.stages}
        labels |= {("echelle", value): Scale(value).label for value in self.scales}
        if self.q:
            labels["q", self.q] = f"«\u00a0{self.q}\u00a0»"
        if self.territory:
            labels["territoire", self.territory.token] = self.territory.name
        if self.actor:
            labels["acteur", self.actor.slug] = self.actor.name
        if self.box:
            labels["bbox", str(self.box)] = "Vue de la carte"
        if self.near:
            labels["pres", self.near.code] = f"Près de {self.near.label}"
        return [
            Active(name, value, labels[name, value], "?" + self._query_without(name, value))
            for name, value in self.pairs
            if (name, value) in labels
        ]

    def _query_without(self, name: str, value: str) -> str:
        query = QueryDict(mutable=True)
        for pair in self.pairs:
            if pair != (name, value):
                query.appendlist(*pair)
        return query.urlencode()


def departments_of(territory: Territory) -> list[str] | None:
    """Return the departments (codes) that make up a department or a region; None for smaller territories."""
    if territory.kind == "departement":
        return [territory.code]
    if territory.kind == "region":
        return list(Department.objects.filter(region=territory.code).values_list("pk", flat=True))
    return None
