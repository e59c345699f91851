"""The one set of filters: list, map, tiles and, later, feeds, exports and embeds read the same query string.

A value that makes no sense is ignored, never an error page.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict

from initiatives.filters.box import Box
from initiatives.filters.conditions import EVERY, Condition, with_keys, with_text
from initiatives.filters.query import known, sheet_at, value, values
from initiatives.models import CALL_LABELS, Actor, Scale, Stage, Tag, Theme
from initiatives.models.listing import VERIFIED
from initiatives.results import CEILING
from initiatives.search import MAX_LENGTH, Reading, read
from moderation import caching
from places.models import Commune
from places.territory import Territory

SORTS = {
    "pertinence": "Les plus pertinentes",
    "recent": "Les plus récentes",
    "proche": "Les plus proches",
    "titre": "Par titre",
}
NAMES = [
    "q", "theme", "tag", "territoire", "acteur", "type", "avancement", "echelle", "appel", "verifie", "bbox", "pres",
    "tri",
]  # fmt: skip
VERIFIED_VALUE, VERIFIED_LABEL = "1", "Fiches vérifiées"


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
    calls: tuple[str, ...] = ()
    verified: bool = False
    box: Box | None = None
    near: Commune | None = None
    asked_sort: str = ""

    @classmethod
    def parse(cls, query: QueryDict) -> Self:
        """Return the filters of a query string; each look-up is asked of the database only if it is used."""
        near, sort = value(query, "pres"), query.get("tri", "")
        return cls(
            q=value(query, "q", MAX_LENGTH),
            themes=Theme.objects.with_slugs(values(query, "theme")),
            tags=tuple(Tag.objects.with_slugs(values(query, "tag"))),
            territory=Territory.from_token(value(query, "territoire")),
            actor=sheet_at(query, "acteur", Actor),
            types=known(values(query, "type"), Actor.Kind.values),
            stages=known(values(query, "avancement"), Stage.values),
            scales=known(values(query, "echelle"), Scale.values),
            calls=known(values(query, "appel"), CALL_LABELS),
            verified=VERIFIED_VALUE in query.getlist("verifie"),
            box=Box.parse(query.get("bbox", "")),
            near=Commune.objects.by_code(near) if near else None,
            asked_sort=sort if sort in SORTS else "",
        )

    # --- What is asked of the database --------------------------------------------------------------------

    @cached_property
    def text(self) -> Reading | None:
        """What the words mean, or None: nothing typed, or nothing to look for in it."""
        # The tiles of one view ask the same, and so do the pages of a list.
        return caching.remembered(f"words {self.q}", lambda: read(self.q)) if self.q else None

    @cached_property
    def groups(self) -> dict[str, tuple[str, ...]]:
        """Keys by dimension; a sheet must have one of each dimension (see `initiatives.models.listing`)."""
        groups = {
            "theme": tuple(f"theme:{theme.pk}" for theme in self.themes),
            "type": tuple(f"type:{kind}" for kind in self.types),
            "avancement": tuple(f"avancement:{stage}" for stage in self.stages),
            "echelle": tuple(f"echelle:{scale}" for scale in self.scales),
            "appel": tuple(f"appel:{kind}" for kind in self.calls),
            "acteur": (f"acteur:{self.actor.pk}",) if self.actor else (),
            "territoire": (self.territory.token,) if self.territory else (),
        }
        return {name: keys for name, keys in groups.items() if keys}

    def key_groups(self, *, without: str = "") -> tuple[tuple[str, ...], ...]:
        """Return the groups of keys, of each of which a sheet must have one; `without` leaves one dimension out."""
        required = [f"tag:{tag.pk}" for tag in self.tags] + ([VERIFIED] if self.verified else [])
        chosen = tuple(keys for name, keys in self.groups.items() if name != without)
        return tuple((key,) for key in required) + chosen

    @property
    def pins(self) -> Condition:
        """The condition for a pin `p` to be of a sheet that passes, whatever the rectangle: a tile is one already.

        With a territory, only the points inside it: a sheet with a place at Brest and one in Paris shows one.
        """
        return self.pins_by_key & self.pins_by_words

    @property
    def pins_by_key(self) -> Condition:
        """The same, whatever the words."""
        return self.pins_inside & with_keys(self.key_groups(without="territoire"))

    @property
    def pins_by_words(self) -> Condition:
        """The condition for a pin `p` to be of a sheet that has the words."""
        if self.text is None:
            return EVERY
        text = with_text(self.text.query)
        sql = f"EXISTS (SELECT FROM initiatives_listing AS t WHERE t.initiative_id = p.initiative_id AND {text.sql})"
        return Condition(sql, text.params)

    @property
    def pins_inside(self) -> Condition:
        """The condition for a pin to lie in the chosen territory."""
        if self.territory is None:
            return EVERY
        departments = departments_of(self.territory)
        if departments is not None:  # the index of cells holds the department
            return Condition("department = ANY(%s)", (departments,))
        return with_keys([[self.territory.token]])

    @cached_property
    def counted(self) -> tuple[int, list[str]] | None:
        """The theme (0: all) and places ("": the whole map) by which `CellCount` answers, or None if it cannot."""
        if self.text is not None or self.tags or self.actor or self.types or self.stages or self.scales:
            return None
        if self.verified or self.calls or len(self.themes) > 1:
            return None
        theme = self.themes[0].pk if self.themes else 0
        if self.territory is None:
            return theme, [""]
        departments = departments_of(self.territory)
        if departments is not None:
            return theme, [f"departement-{code}" for code in departments]
        return None if theme else (theme, [self.territory.token])

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

    def sorts(self, count: int) -> list[tuple[str, str]]:
        """Return the orders that make sense for so many sheets, with their labels.

        Pages of a large set would stop before the letter B: no order by title there.
        """
        possible = {
            "pertinence": self.text is not None,
            "proche": bool(self.near),
            "titre": count <= CEILING,
        }
        return [(value, label) for value, label in SORTS.items() if possible.get(value, True)]

    @cached_property
    def pairs(self) -> list[tuple[str, str]]:
        """The filters as pairs, in one fixed order: what links and hidden fields repeat."""
        pairs = [("q", self.q)] if self.q else []
        pairs += [("theme", theme.slug) for theme in self.themes] + [("tag", tag.slug) for tag in self.tags]
        pairs += [("territoire", self.territory.token)] if self.territory else []
        pairs += [("acteur", self.actor.slug)] if self.actor else []
        pairs += [("type", value) for value in self.types] + [("avancement", value) for value in self.stages]
        pairs += [("echelle", value) for value in self.scales] + [("appel", value) for value in self.calls]
        pairs += [("verifie", VERIFIED_VALUE)] if self.verified else []
        pairs += [("bbox", str(self.box))] if self.box else []
        pairs += [("pres", self.near.code)] if self.near else []
        pairs += [("tri", self.asked_sort)] if self.asked_sort else []
        return pairs

    def query(self, *, without: Iterable[str] = (), add: Iterable[tuple[str, str]] = ()) -> str:
        """Return the query string, encoded, without some parameters and with others: "" or "q=jardin&…"."""
        left = set(without)
        return urlencode([*(pair for pair in self.pairs if pair[0] not in left), *add])

    @cached_property
    def active(self) -> list[Active]:
        """What is in force, each with its removal; the order is not one of them."""
        labels = {("theme", theme.slug): theme.name for theme in self.themes}
        labels |= {("tag", tag.slug): f"#{tag.name}" for tag in self.tags}
        labels |= {("type", value): Actor.Kind(value).label for value in self.types}
        labels |= {("avancement", value): Stage(value).label for value in self.stages}
        labels |= {("echelle", value): Scale(value).label for value in self.scales}
        labels |= {("appel", value): f"Cherche\u00a0: {CALL_LABELS[value].lower()}" for value in self.calls}
        if self.q:
            labels["q", self.q] = f"«\u00a0{self.q}\u00a0»"
        if self.territory:
            labels["territoire", self.territory.token] = self.territory.name
        if self.actor:
            labels["acteur", self.actor.slug] = self.actor.name
        if self.verified:
            labels["verifie", VERIFIED_VALUE] = VERIFIED_LABEL
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
        return urlencode([pair for pair in self.pairs if pair != (name, value)])


def departments_of(territory: Territory) -> list[str] | None:
    """Return the departments (codes) that make up a department or a region; None for smaller territories."""
    if territory.kind == "departement":
        return [territory.code]
    if territory.kind == "region":
        return [inside.code for inside in territory.children]
    return None
