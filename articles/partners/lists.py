"""The articles of partners that pages show: found by the filters of a list, or a few on the page of something else."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import QueryDict

from articles.models import FeedEntry, PartnerFeed
from articles.models.feed_entry import FeedEntryQuerySet
from initiatives.filters import value, values
from initiatives.models import Initiative, Theme
from initiatives.results import CEILING
from moderation import caching
from moderation.models import Status
from places.territory import Territory

FEW, ELSEWHERE = 3, 3
MOST_SITES = 200  # to choose from


@dataclass(frozen=True)
class EntryFilters:
    """What a visitor asked for, in the words that other lists use; what makes no sense is ignored."""

    themes: tuple[Theme, ...] = ()
    territory: Territory | None = None
    site: PartnerFeed | None = None

    @classmethod
    def parse(cls, query: QueryDict) -> Self:
        """Return the filters of a query string."""
        number = value(query, "site")
        return cls(
            themes=Theme.objects.with_slugs(values(query, "theme")),
            territory=Territory.from_token(value(query, "territoire")),
            site=next((site for site in sites() if str(site.pk) == number), None) if number else None,
        )

    @cached_property
    def entries(self) -> FeedEntryQuerySet:
        """The articles that pass, the newest first."""
        found = FeedEntry.objects.shown()
        if self.site:
            found = found.filter(feed=self.site)
        if self.territory:
            found = found.filter(holders__contains=[self.territory.token])
        if self.themes:
            themes = FeedEntry.themes.through.objects.filter(feedentry=OuterRef("pk"), theme__in=self.themes)
            found = found.filter(Exists(themes))
        return found.newest_first()

    @cached_property
    def number(self) -> int:
        """How many pass, at most `CEILING` + 1: counted once for all pages of a list."""
        passing = self.entries.order_by()
        number: int = caching.remembered(
            f"partners counted {self.query}", lambda: passing[: CEILING + 1].count()
        )
        return number

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The filters as pairs, in one fixed order."""
        pairs = [("theme", theme.slug) for theme in self.themes]
        pairs += [("territoire", self.territory.token)] if self.territory else []
        return pairs + ([("site", str(self.site.pk))] if self.site else [])

    @property
    def query(self) -> str:
        """The query string, encoded: "" or "theme=sante&…"."""
        return urlencode(self.pairs)

    @property
    def label(self) -> str:
        """What is asked for, in words."""
        said = [theme.name for theme in self.themes]
        said += [self.territory.name] if self.territory else []
        return ", ".join([*said, self.site.name] if self.site else said)


def sites() -> Sequence[PartnerFeed]:
    """Return the sites of which something is shown, by name; remembered."""

    def compute() -> list[PartnerFeed]:
        shown = FeedEntry.objects.shown().filter(feed=OuterRef("pk"))
        found = PartnerFeed.objects.filter(Exists(shown)).only("name", "site_url")
        return list(found.order_by("name", "pk")[:MOST_SITES])

    found: list[PartnerFeed] = caching.remembered("partner sites", compute)
    return found


def latest() -> Sequence[FeedEntry]:
    """Return the newest articles of all partners; remembered."""
    found: list[FeedEntry] = caching.remembered(
        "partners", lambda: list(for_lists(EntryFilters().entries[:FEW]))
    )
    return found


def seen_elsewhere(initiative: Initiative) -> list[FeedEntry]:
    """Return the newest articles that a moderator linked to an initiative; one query."""
    if not initiative.is_published:
        return []
    found = FeedEntry.objects.shown().about(initiative).newest_first()
    return list(found.select_related("feed")[:ELSEWHERE])


def for_lists(entries: FeedEntryQuerySet) -> FeedEntryQuerySet:
    """Fetch what a list says of each: its site, its themes, the initiatives that it may be about."""
    standing = Q(status=Status.PUBLISHED) | Q(status=Status.MERGED, merged_into__status=Status.PUBLISHED)
    said = ("slug", "title", "status", "merged_into__slug", "merged_into__title", "merged_into__status")
    about = Initiative.objects.filter(standing).select_related("merged_into").only(*said).order_by("pk")
    return entries.select_related("feed").prefetch_related("themes", Prefetch("initiatives", about))
