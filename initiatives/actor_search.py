"""The list of actors: what may be asked of it, and how what is asked for is found among hundreds of thousands."""

from dataclasses import dataclass
from functools import cached_property
from typing import Self
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict

from initiatives.facets import Choice
from initiatives.filters import Active, known, sheet_at, value, values
from initiatives.models import Actor, ActorListing, Membership, Tag, TaggedActor, Theme
from initiatives.results import CEILING
from moderation import caching
from moderation.paging import asked_page
from places.folding import fold
from places.territory import Territory

PER_PAGE = 48
MAX_LENGTH = 200  # characters of a text
MAX_WORDS = 10
SHORT = 3  # letters: a shorter word is looked for at the beginning of words only, any text holds it elsewhere
SKILLS_SHOWN = 12
SKILLS_LOOKED_AT = 5_000  # the newest rows, of which the commonest skills are shown


@dataclass(frozen=True)
class ActorFilters:
    """What a visitor asked for, looked up and made sense of; a value that makes none is ignored."""

    q: str = ""
    kinds: tuple[str, ...] = ()
    themes: tuple[Theme, ...] = ()
    skills: tuple[Tag, ...] = ()
    territory: Territory | None = None
    network: Actor | None = None

    @classmethod
    def parse(cls, query: QueryDict) -> Self:
        """Return the filters of a query string."""
        return cls(
            q=value(query, "q", MAX_LENGTH),
            kinds=known(values(query, "type"), Actor.Kind.values),
            themes=Theme.objects.with_slugs(values(query, "theme")),
            skills=tuple(Tag.objects.with_slugs(values(query, "tag"))),
            territory=Territory.from_token(value(query, "territoire")),
            network=sheet_at(query, "reseau", Actor),
        )

    # --- What is found ---

    @cached_property
    def found(self) -> QuerySet[ActorListing]:
        """The listings of the actors that pass, in no order."""
        listings = ActorListing.objects.all()
        for word in fold(self.q).split()[:MAX_WORDS]:
            listings = listings.filter(words__contains=word if len(word) >= SHORT else f" {word}")
        keys = [f"tag:{tag.pk}" for tag in self.skills]
        keys += [self.territory.token] if self.territory else []
        if keys:
            listings = listings.filter(keys__contains=keys)
        kinds = [f"type:{kind}" for kind in self.kinds]
        if len(kinds) == 1:
            listings = listings.filter(keys__contains=kinds)  # in the words of the index of this kind
        for group in (kinds if len(kinds) > 1 else [], [f"theme:{theme.pk}" for theme in self.themes]):
            if group:
                listings = listings.filter(keys__overlap=group)
        if self.network:
            members = Membership.objects.shown().filter(network=self.network)
            listings = listings.filter(actor__in=members.values("actor"))
        return listings

    @cached_property
    def count(self) -> int:
        """How many: exact up to `CEILING`, `CEILING + 1` for more."""
        if not self.pairs:
            return int(caching.remembered("number of actors", self._count))
        return self._count()

    def _count(self) -> int:
        return self.found[: CEILING + 1].count()

    def page(self, number: str | None) -> Page:
        """Return one page of actors by name, each with its commune."""
        return asked_page(_Pages(self), number)

    def actors(self, start: int, stop: int) -> list[Actor]:
        """Return the actors of these ranks."""
        shown = self.found.order_by("name_key", "actor_id")[start:stop]
        ranks = {pk: rank for rank, pk in enumerate(shown.values_list("pk", flat=True))}
        actors = Actor.objects.published().filter(pk__in=list(ranks)).select_related("commune")
        return sorted(actors, key=lambda actor: ranks[actor.pk])

    # --- What the page shows ---

    @cached_property
    def pairs(self) -> list[tuple[str, str]]:
        """The filters as pairs, in one fixed order: what links and hidden fields repeat."""
        return [(active[0], active[1]) for active in self._labelled]

    @cached_property
    def _labelled(self) -> list[tuple[str, str, str]]:
        return [
            *([("q", self.q, f"«\u00a0{self.q}\u00a0»")] if self.q else []),
            *(("theme", theme.slug, theme.name) for theme in self.themes),
            *(("tag", tag.slug, f"#{tag.name}") for tag in self.skills),
            *([("territoire", self.territory.token, self.territory.name)] if self.territory else []),
            *([("reseau", self.network.slug, f"Membres de {self.network.name}")] if self.network else []),
            *(("type", kind, str(Actor.Kind(kind).label)) for kind in self.kinds),
        ]

    @property
    def active(self) -> list[Active]:
        """What is in force, each with the address without it."""
        return [
            Active(name, chosen, label, "?" + self.query(without=(name, chosen)))
            for name, chosen, label in self._labelled
        ]

    def query(
        self, *, without: tuple[str, str] | None = None, but: str = "", add: tuple[str, str] | None = None
    ) -> str:
        """Return the query string, encoded, without one pair or a parameter, and with another pair."""
        kept = [pair for pair in self.pairs if pair != without and pair[0] != but]
        return urlencode([*kept, *([add] if add else [])])

    @property
    def kind_choices(self) -> list[Choice]:
        """The kinds, not counted: a count of each would read them all."""
        return [Choice(kind, str(label), None, kind in self.kinds) for kind, label in Actor.Kind.choices]

    @property
    def theme_choices(self) -> list[Choice]:
        """All themes, in their order."""
        return [
            Choice(theme.slug, theme.name, None, theme in self.themes, theme)
            for theme in Theme.objects.remembered()
        ]

    @property
    def skill_choices(self) -> list[Choice]:
        """The skills in force, then the commonest."""
        common = caching.remembered("common skills", _common_skills)
        shown = dict.fromkeys([*self.skills, *common])
        return [Choice(tag.slug, tag.name, None, tag in self.skills) for tag in shown]


class _Pages(Paginator):
    """Pages of actors, as far as they lead."""

    def __init__(self, filters: ActorFilters) -> None:
        super().__init__([], PER_PAGE)
        self._filters = filters

    @cached_property
    def count(self) -> int:
        """How many actors pages lead to."""
        return min(self._filters.count, CEILING)

    def page(self, number: int | str) -> Page:
        """Return the actors of one page."""
        rank = (self.validate_number(number) - 1) * PER_PAGE
        return Page(self._filters.actors(rank, min(rank + PER_PAGE, CEILING)), int(number), self)


def _common_skills() -> list[Tag]:
    """Return what most actors know how to do, among the newest rows; of published ones."""
    newest = TaggedActor.objects.order_by("-pk").values("tag", "content_object__listing")[:SKILLS_LOOKED_AT]
    counts: dict[int, int] = {}
    for row in newest:
        if row["content_object__listing"] is not None:
            counts[row["tag"]] = counts.get(row["tag"], 0) + 1
    best = sorted(counts, key=lambda pk: (-counts[pk], pk))[:SKILLS_SHOWN]
    tags = Tag.objects.in_bulk(best)
    return sorted((tags[pk] for pk in best), key=lambda tag: tag.key)


def with_skill(tag: Tag, limit: int) -> tuple[list[Actor], bool]:
    """Return the first actors by name that know how to do this, and whether there are more."""
    found = ActorFilters(skills=(tag,)).actors(0, limit + 1)
    return found[:limit], len(found) > limit
