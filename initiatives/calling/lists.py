"""The open calls that pages show: found by the filters of a list, or a few on the page of something else."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict

from initiatives.filters import known, value, values
from initiatives.models import Call, Initiative, Theme
from initiatives.models.call import CALL_LABELS, MOST_OPEN
from initiatives.models.call_set import CallQuerySet
from initiatives.results import CEILING
from moderation import caching
from places.territory import Territory

SORTS = {"recent": "Les plus récents", "fin": "Ceux qui se terminent bientôt"}
WORDS_LENGTH = 200


@dataclass(frozen=True)
class CallFilters:
    """What a visitor asked for among calls, in the words that the other lists use; what makes no sense is ignored."""

    q: str = ""
    kinds: tuple[str, ...] = ()
    themes: tuple[Theme, ...] = ()
    territory: Territory | None = None
    asked_sort: str = ""

    @classmethod
    def parse(cls, query: QueryDict) -> Self:
        """Return the filters of a query string."""
        sort = query.get("tri", "")
        return cls(
            q=value(query, "q", WORDS_LENGTH),
            kinds=known(values(query, "appel"), Call.Kind.values),
            themes=Theme.objects.with_slugs(values(query, "theme")),
            territory=Territory.from_token(value(query, "territoire")),
            asked_sort=sort if sort in SORTS else "",
        )

    @cached_property
    def calls(self) -> CallQuerySet:
        """The open calls that pass, in their order."""
        order = ("until", "pk") if self.sort == "fin" else ("-published_at", "-pk")
        return self._passing(in_order=True).order_by(*order)

    def _passing(self, *, in_order: bool) -> CallQuerySet:
        calls = Call.objects.open() if in_order else Call.objects.open_to_count()
        groups = [[f"theme:{theme.pk}" for theme in self.themes]] if self.themes else []
        groups += [[self.territory.token]] if self.territory else []
        if groups:
            calls = calls.with_keys(groups, in_order=in_order)
        if self.kinds:
            calls = calls.filter(kind__in=self.kinds)
        if self.q:
            calls = calls.with_words(self.q)
        return calls

    @cached_property
    def number(self) -> int:
        """How many pass, at most `CEILING` + 1: counted once for all pages of a list, whatever its order."""
        name = f"calls counted {urlencode([pair for pair in self.pairs if pair[0] != 'tri'])}"
        passing = self._passing(in_order=False)
        number: int = caching.remembered(name, lambda: passing.order_by()[: CEILING + 1].count())
        return number

    @property
    def sort(self) -> str:
        """The order in force."""
        return self.asked_sort or "recent"

    @property
    def is_filtered(self) -> bool:
        """Whether anything is left out."""
        return bool(self.q or self.kinds or self.themes or self.territory)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The filters as pairs, in one fixed order."""
        pairs = [("q", self.q)] if self.q else []
        pairs += [("appel", kind) for kind in self.kinds] + [("theme", theme.slug) for theme in self.themes]
        pairs += [("territoire", self.territory.token)] if self.territory else []
        return pairs + ([("tri", self.asked_sort)] if self.asked_sort else [])

    @property
    def query(self) -> str:
        """The query string, encoded: "" or "appel=lieu&…"."""
        return urlencode(self.pairs)

    @property
    def label(self) -> str:
        """What is asked for, in words, for the title of a feed."""
        said = [CALL_LABELS[kind].lower() for kind in self.kinds] + [theme.name for theme in self.themes]
        said += [self.territory.name] if self.territory else []
        return ", ".join([*said, f"«\u00a0{self.q}\u00a0»"] if self.q else said)


def calls_of(initiative: Initiative) -> list[Call]:
    """Return the open calls of an initiative, what ends soonest first."""
    return list(Call.objects.open().filter(initiative=initiative).order_by("until", "pk")[:MOST_OPEN])


def ending_soonest(limit: int, keys: Iterable[str] = ()) -> list[Call]:
    """Return the open calls that end soonest, of the initiatives that have all these keys; remembered."""
    wanted = tuple(keys)

    def compute() -> list[Call]:
        calls = Call.objects.open()
        if wanted:
            calls = calls.with_keys([[key] for key in wanted])
        return list(calls.for_lists().order_by("until", "pk")[:limit])

    found: list[Call] = caching.remembered(f"calls {limit} {' '.join(wanted)}", compute)
    return found
