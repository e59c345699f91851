"""The analyses that lists and feeds show: found by the filters of an address."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self
from urllib.parse import urlencode

from django.http import QueryDict

from articles.models import Article, ArticleQuerySet
from articles.models.article_set import NEWEST
from events.models import Event
from initiatives.filters import known, sheet_at, value, values
from initiatives.models import Actor, Initiative, Theme
from initiatives.results import CEILING, WORDS_CEILING
from moderation import caching
from places.territory import Territory

WORDS_LENGTH = 200
# What may be named, by the word of addresses: the field, and the column of its rows.
NAMED: dict[str, tuple[Any, str, str]] = {
    "initiative": (Initiative, "initiatives", "initiative"),
    "acteur": (Actor, "authors", "actor"),
    "rencontre": (Event, "events", "event"),
}


@dataclass(frozen=True)
class ArticleFilters:
    """What a visitor asked for among analyses, in the words that other lists use; what makes no sense is ignored."""

    q: str = ""
    kinds: tuple[str, ...] = ()
    themes: tuple[Theme, ...] = ()
    territory: Territory | None = None
    named: tuple[tuple[str, Any], ...] = ()
    """Sheets that they name, each with the word of addresses."""

    @classmethod
    def parse(cls, query: QueryDict) -> Self:
        """Return the filters of a query string."""
        found = [(word, sheet_at(query, word, model)) for word, (model, *_) in NAMED.items()]
        return cls(
            q=value(query, "q", WORDS_LENGTH),
            kinds=known(values(query, "sorte"), Article.Kind.values),
            themes=Theme.objects.with_slugs(values(query, "theme")),
            territory=Territory.from_token(value(query, "territoire")),
            named=tuple((word, sheet) for word, sheet in found if sheet is not None),
        )

    @cached_property
    def articles(self) -> ArticleQuerySet:
        """The analyses that pass, the newest first."""
        found = Article.objects.published().order_by(*NEWEST)
        if self.kinds:
            found = found.filter(kind__in=self.kinds)
        if self.territory is not None:
            found = found.filter(keys__contains=[self.territory.token])
        if self.themes:
            found = found.filter(keys__overlap=[f"theme:{theme.pk}" for theme in self.themes])
        for word, sheet in self.named:
            _, field, column = NAMED[word]
            found = found.naming(field, column, sheet)
        return found.with_words(self.q) if self.q else found

    @property
    def ceiling(self) -> int:
        """As far as pages lead, and counts go: to count a common word, each that has it is fetched."""
        return WORDS_CEILING if self.q else CEILING

    @cached_property
    def number(self) -> int:
        """How many pass, at most `ceiling` + 1: counted once for all pages of a list."""
        return self.counted(self.ceiling)

    def counted(self, most: int) -> int:
        """Return how many pass, at most `most` + 1; remembered."""
        passing = self.articles.order_by()
        number: int = caching.remembered(
            f"articles counted {most} {self.query}", lambda: passing[: most + 1].count()
        )
        return number

    def one(self, word: str) -> Any:
        """Return the sheet that they must name, by the word of addresses; None when any passes."""
        return dict(self.named).get(word)

    @property
    def is_filtered(self) -> bool:
        """Whether anything is left out."""
        return bool(self.pairs)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The filters as pairs, in one fixed order."""
        told = [
            ("q", self.q),
            *(("sorte", kind) for kind in self.kinds),
            *(("theme", theme.slug) for theme in self.themes),
            ("territoire", self.territory.token if self.territory else ""),
            *((word, sheet.slug) for word, sheet in self.named),
        ]
        return [(name, text) for name, text in told if text]

    @property
    def query(self) -> str:
        """The query string, encoded: "" or "theme=sante&…"."""
        return urlencode(self.pairs)

    @property
    def label(self) -> str:
        """What is asked for, in words, for the title of a feed."""
        kinds = dict(Article.Kind.choices)
        said = [str(kinds[kind]).lower() for kind in self.kinds]
        said += [theme.name for theme in self.themes]
        said += [self.territory.name] if self.territory else []
        said += [sheet.title_text for _, sheet in self.named]
        return ", ".join([*said, f"«\u00a0{self.q}\u00a0»"] if self.q else said)


class Counted:
    """The analyses that pass, as far as pages lead, for Django's paginator."""

    def __init__(self, filters: ArticleFilters) -> None:
        self._filters = filters

    def __len__(self) -> int:
        return min(self._filters.number, self._filters.ceiling)

    def __getitem__(self, ranks: slice) -> Iterable[Article]:
        return list(self._filters.articles.for_lists()[ranks])
