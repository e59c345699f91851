"""Everything that search engines may index, in files of 5,000 addresses."""

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Max, QuerySet
from django.urls import reverse

from articles.models import Article
from events.models import Event
from initiatives.models import Actor, Call, Initiative, Tag, Theme
from moderation.models import Sheet
from newsletter.models import Issue
from places.models import Department, Region

STATIC = ["home", "map", "initiative_list", "initiative_start", "call_list", "event_list", "event_map",
          "article_list", "partner_list", "actor_list", "network", "theme_list", "tag_list", "territory_list", "about",
          "circle", "charter", "site_plan", "data", "embed", "feed_list", "letter", "legal", "privacy",
          "accessibility"]  # fmt: skip


class SiteMap(Sitemap):
    """A part of the site map, on the host and protocol of SITE_URL."""

    limit = 5000

    def get_domain(self, site: object = None) -> str:
        """Return the host of the site, whatever host the request names."""
        return settings.SITE_URL.partition("://")[2]

    def get_protocol(self, protocol: str | None = None) -> str:
        """Return http or https, as SITE_URL says."""
        return settings.SITE_URL.partition("://")[0]


class StaticMap(SiteMap):
    """Pages that are one of a kind."""

    def items(self) -> list[str]:
        """Return the names of their addresses."""
        return STATIC

    def location(self, item: str) -> str:
        """Return the address of one."""
        return reverse(item)


class SheetMap(SiteMap):
    """Published sheets of one kind, the oldest first: pages of the map do not move when one is added."""

    kind: ClassVar[type[Initiative] | type[Actor] | type[Call] | type[Event] | type[Article]]

    def items(self) -> QuerySet[Any]:
        """Return the sheets."""
        return self.kind.objects.published().only("slug", "updated_at").order_by("pk")

    def lastmod(self, item: Sheet) -> datetime:
        """Return when a sheet last changed."""
        return item.updated_at

    def get_latest_lastmod(self) -> datetime | None:
        """Return when one of them last changed; Django would read them all."""
        return self.kind.objects.published().aggregate(latest=Max("updated_at"))["latest"]


class InitiativeMap(SheetMap):
    """Initiatives."""

    kind = Initiative


class ActorMap(SheetMap):
    """Actors."""

    kind = Actor


class CallMap(SheetMap):
    """Calls that one may still answer."""

    kind = Call

    def items(self) -> QuerySet[Any]:
        """Return them."""
        return Call.objects.open().only("slug", "updated_at").order_by("pk")


class EventMap(SheetMap):
    """Meetings, past ones too: their pages stay."""

    kind = Event


class ArticleMap(SheetMap):
    """Analyses."""

    kind = Article


class ThemeMap(SiteMap):
    """Themes."""

    def items(self) -> QuerySet[Theme]:
        """Return all themes."""
        return Theme.objects.all()


class TagMap(SiteMap):
    """Tags that a published initiative bears."""

    def items(self) -> QuerySet[Tag]:
        """Return them."""
        return Tag.objects.used().order_by("pk")


class RegionMap(SiteMap):
    """Regions."""

    def items(self) -> QuerySet[Region]:
        """Return all regions."""
        return Region.objects.order_by("code")


class DepartmentMap(SiteMap):
    """Departments."""

    def items(self) -> QuerySet[Department]:
        """Return all departments."""
        return Department.objects.order_by("code")


class LetterMap(SiteMap):
    """Letters that were sent to mailing lists."""

    def items(self) -> QuerySet[Issue]:
        """Return them, the oldest first."""
        return Issue.objects.sent().order_by("pk")

    def lastmod(self, item: Issue) -> datetime | None:
        """Return when one was sent."""
        return item.sent_at


SITEMAPS: dict[str, type[Sitemap]] = {
    "pages": StaticMap,
    "initiatives": InitiativeMap,
    "acteurs": ActorMap,
    "appels": CallMap,
    "rencontres": EventMap,
    "analyses": ArticleMap,
    "lettres": LetterMap,
    "themes": ThemeMap,
    "etiquettes": TagMap,
    "regions": RegionMap,
    "departements": DepartmentMap,
}


def parts() -> list[dict[str, Any]]:
    """Return what the index says of each part (`location`, `last_mod`), on SITE_URL.

    Django's own index would take the host that the request names.
    """
    found = []
    for section, kind in SITEMAPS.items():
        part = kind()
        address = settings.SITE_URL + reverse("sitemap", kwargs={"section": section})
        last = part.get_latest_lastmod()
        pages = range(2, part.paginator.num_pages + 1)
        locations = [address, *(f"{address}?p={number}" for number in pages)]
        found += [{"location": location, "last_mod": last} for location in locations]
    return found
