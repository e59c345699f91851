"""Everything that search engines may index, in files of 5,000 addresses."""

from datetime import datetime

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from initiatives.models import Actor, Initiative, Tag, Theme
from moderation.models import Sheet
from places.models import Department, Region

STATIC = ["home", "map", "initiative_list", "actor_list", "theme_list", "tag_list", "territory_list", "about",
          "charter", "join", "legal", "privacy", "accessibility"]  # fmt: skip


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

    def lastmod(self, item: Sheet) -> datetime:
        """Return when a sheet last changed."""
        return item.updated_at


class InitiativeMap(SheetMap):
    """Initiatives."""

    def items(self) -> QuerySet[Initiative]:
        """Return the published ones."""
        return Initiative.objects.published().only("slug", "updated_at").order_by("pk")


class ActorMap(SheetMap):
    """Actors."""

    def items(self) -> QuerySet[Actor]:
        """Return the published ones."""
        return Actor.objects.published().only("slug", "updated_at").order_by("pk")


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


SITEMAPS: dict[str, type[Sitemap]] = {
    "pages": StaticMap,
    "initiatives": InitiativeMap,
    "acteurs": ActorMap,
    "themes": ThemeMap,
    "etiquettes": TagMap,
    "regions": RegionMap,
    "departements": DepartmentMap,
}
