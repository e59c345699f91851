"""What is new, as Atom (RFC 4287)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from contributors.typography import typo
from initiatives.actor_search import ActorFilters
from initiatives.filters import Active, Filters
from initiatives.models import Actor, ActorListing, Theme
from opendata.initiatives import InitiativeRow, newest_first, read_rows

ENTRIES = 50
LATEST = 10_000  # actors, among which those that pass are looked for first
LOOKED_AT = 200  # actors proposed last, of which the last published are told
# All that XML 1.0 does not allow, lone surrogates included.
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# RFC 4151: a day when the name of the host was ours; part of each identifier for ever, whatever the sheet's address.
TAGGED_SINCE = "2026"


@dataclass(frozen=True)
class Entry:
    """One thing that is new."""

    identifier: str  # stays the same whatever its title and its address
    title: str
    url: str
    summary: str
    published: datetime
    updated: datetime
    categories: tuple[str, ...]
    rights: str


class Feed(Atom1Feed):
    """Atom with a fixed date when it is empty: Django would say now, each time another."""

    def latest_post_date(self) -> datetime:
        """Return when the newest of its entries changed, else the beginning of the day."""
        dates = [item["updateddate"] for item in self.items]
        return max(dates) if dates else timezone.make_aware(datetime.combine(timezone.localdate(), time()))


def clean(text: str) -> str:
    """Return a text without the characters that would make the whole feed unreadable."""
    return FORBIDDEN.sub("", text)


def identifier(kind: str, pk: int) -> str:
    """Return the identifier of a sheet: a `tag:` address (RFC 4151)."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{TAGGED_SINCE}:{kind}/{pk}"


def written(entries: list[Entry], *, title: str, page: str, address: str) -> str:
    """Return a feed as XML; `page` and `address` are the paths of the page that it follows and of the feed itself."""
    feed = Feed(
        title=clean(title),
        link=settings.SITE_URL + page,
        feed_url=settings.SITE_URL + address,
        feed_guid=settings.SITE_URL + address,
        description=None,
        language="fr",
        author_name="Territoires contributifs",
        author_link=settings.SITE_URL + "/",
        feed_copyright="Textes\u00a0: CC BY-SA 4.0, sauf mention contraire.",
    )
    for entry in entries:
        feed.add_item(
            clean(entry.title),
            entry.url,
            # Readers take it for HTML: what was typed is text.
            escape(clean(entry.summary)),
            unique_id=entry.identifier,
            pubdate=entry.published,
            updateddate=entry.updated,
            categories=[clean(name) for name in entry.categories],
            item_copyright=clean(entry.rights),
        )
    return feed.writeString("utf-8")


def initiative_entries(filters: Filters) -> list[Entry]:
    """Return the initiatives that pass and appeared last."""
    themes = {theme.pk: theme.name for theme in Theme.objects.remembered()}
    return [_entry(row) for row in read_rows(newest_first(filters, ENTRIES), themes)]


def _entry(row: InitiativeRow) -> Entry:
    sheet: Any = row.initiative
    return Entry(
        identifier=identifier("initiative", sheet.pk),
        title=typo(sheet.title),
        url=settings.SITE_URL + sheet.get_absolute_url(),
        summary=typo(sheet.summary),
        published=sheet.published_at,
        updated=max(sheet.updated_at, sheet.published_at),
        categories=(row.theme, *row.other_themes),
        rights=sheet.licence,
    )


def title_of(name: str, active: Iterable[Active]) -> str:
    """Return the title of a feed by its filters in force, in words: « Nouvelles initiatives : Finistère »."""
    said = [one.label for one in active if one.name != "pres"]
    return typo("\u00a0: ".join([name, ", ".join(said)]) if said else name)


def actor_entries(filters: ActorFilters) -> list[Entry]:
    """Return the organisations that pass and appeared last; persons are left out, as of files (decision 0019).

    Those that were proposed last are looked at, of which the last published come first: rows are in that order on
    disk, where the days of publication are not, and nothing waits while so many others pass.
    """
    dates = (
        Actor.objects.published()
        .filter(pk__in=_proposed_last(filters.found))
        .values_list("published_at", "pk")
    )
    newest = [pk for _, pk in sorted(dates, reverse=True)[:ENTRIES]]
    actors = Actor.objects.published().select_related("commune").defer("description").in_bulk(newest)
    return [_entry_of_actor(actors[pk]) for pk in newest if pk in actors]


def _proposed_last(found: QuerySet[ActorListing]) -> list[int]:
    """Return the primary keys of at most `LOOKED_AT` listings, those of actors proposed last.

    PostgreSQL does not know whether filters let many pass or few, and either way through is slow for the other: the
    last rows are read first; where hardly any of them passes, few do, and an index finds them all.
    """
    person = {"keys__contains": [f"type:{Actor.Kind.PERSON}"]}
    found = found.exclude(**person)
    latest = ActorListing.objects.exclude(**person).order_by("-pk").values_list("pk", flat=True)
    first = next(iter(latest[LATEST - 1 : LATEST]), None)
    recent = found.filter(pk__gte=first) if first else found
    numbers = list(recent.order_by("-pk").values_list("pk", flat=True)[:LOOKED_AT])
    if first is None or len(numbers) >= ENTRIES:
        return numbers
    return list(found.order_by((F("pk") + 0).desc()).values_list("pk", flat=True)[:LOOKED_AT])


def _entry_of_actor(actor: Actor) -> Entry:
    published: Any = actor.published_at
    said = [str(actor.get_kind_display()), actor.place_label, actor.summary]
    return Entry(
        identifier=identifier("actor", actor.pk),
        title=typo(actor.name),
        url=settings.SITE_URL + actor.get_absolute_url(),
        summary=typo(". ".join(filter(None, said))),
        published=published,
        updated=max(actor.updated_at, published),
        categories=(str(actor.get_kind_display()),),
        rights="CC BY-SA 4.0",
    )
