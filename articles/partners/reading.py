"""Reading the bytes of a feed, whatever they are. `apart` has it done by another process."""

import re
from calendar import timegm
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import unescape
from io import BytesIO
from typing import Any

import feedparser
import httpx

from articles.partners.texts import digest, link_key, plain, public_link
from fetching.addresses import FetchFailed
from fetching.client import Document

TYPES = frozenset(
    f"{group}/{name}"
    for group, names in {
        "application": "rss+xml atom+xml rdf+xml xml xhtml+xml octet-stream x-rss+xml",
        "text": "xml rss+xml html plain",
    }.items()
    for name in names.split()
)
ENTRIES = 50  # of one visit
# Reading takes a second for so many; beyond, it is no feed that anybody writes.
MOST_ENTRIES, MOST_TAGS = 2000, 60_000
TITLE_LENGTH, EXCERPT_LENGTH = 200, 300
KEPT = timedelta(days=730)  # what is older is not taken in, and is deleted when it gets there

_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html)\b", re.I | re.S
)
_LINK = re.compile(r"<link\b[^>]{1,1000}>", re.I)
_ATTRIBUTE = re.compile(r"""([a-z]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I)
_ANNOUNCED = ("application/rss+xml", "application/atom+xml")
_HEAD = 100_000  # characters in which a page announces its feeds
# Said of feeds that can be read all the same: the type or the charset was not the one announced.
_HARMLESS = (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType)


@dataclass(frozen=True)
class Item:
    """One article of a partner."""

    title: str
    link: str
    excerpt: str
    published: datetime | None
    """Never in the future; None if the feed does not say."""
    guid: str
    """The digest of what the feed tells it by."""

    @property
    def link_key(self) -> str:
        """What tells the same article in another feed."""
        return link_key(self.link)


@dataclass(frozen=True)
class Reading:
    """What a feed holds."""

    title: str
    items: tuple[Item, ...]
    """The newest first, without those older than `KEPT`."""
    left_out: int
    """How many have no title, or no address that everybody may open."""
    fault: str
    """What is wrong with the feed though it was read, in French; or nothing."""


def read(document: Document, now: datetime) -> Reading:
    """Return what a document says as a feed. May take minutes: `apart.read` ends it in time.

    Raises FetchFailed, and nothing else, when it is none: it says what was found.
    """
    try:
        return _read(document, now)
    except FetchFailed:
        raise
    except Exception as error:  # feedparser lets out what codecs, numbers and empty lists raise
        raise unreadable() from error


def unreadable() -> FetchFailed:
    """Return what is said of a feed that nobody can make sense of."""
    return FetchFailed(
        "unreadable",
        "Ce flux est si mal écrit qu’il n’a pas pu être lu\u00a0: dites-le à qui s’occupe du site partenaire.",
    )


def too_long() -> FetchFailed:
    """Return what is said of a feed that would hold who reads it."""
    return FetchFailed(
        "long",
        "Ce flux est trop long à lire\u00a0: demandez-en un plus court, des vingt derniers articles par exemple.",
    )


def _read(document: Document, now: datetime) -> Reading:
    body = document.body
    if not body.strip():
        raise FetchFailed("empty", "À cette adresse, il n’y a rien\u00a0: le document est vide.")
    if _PAGE.match(body[:3000]):
        raise _not_a_feed(document)
    _check_size(body.replace(b"\0", b""))
    # In a buffer: given bytes or text, feedparser would try them as an address, then as the name of a file.
    parsed = feedparser.parse(
        BytesIO(body),
        response_headers={
            "content-type": _content_type(document),
            "content-location": document.url,
        },
        resolve_relative_uris=True,
        sanitize_html=True,
    )
    if not parsed.entries and not parsed.get("version"):
        raise _not_a_feed(document)
    found = [_item(entry, now) for entry in parsed.entries]
    items = [item for item in found if item and (item.published or now) > now - KEPT]
    items.sort(key=lambda item: item.published or now, reverse=True)
    return Reading(
        title=plain(str(parsed.feed.get("title", "")), TITLE_LENGTH),
        items=tuple(_each_once(items))[:ENTRIES],
        left_out=found.count(None),
        fault=_fault(parsed),
    )


def _check_size(body: bytes) -> None:
    """Raise FetchFailed for a feed that is plainly too long; what only turns out to be is ended by `apart`."""
    if body.count(b"<item") + body.count(b"<entry") > MOST_ENTRIES or body.count(b"<") > MOST_TAGS:
        raise too_long()


def _content_type(document: Document) -> str:
    """Return a type that feedparser reads as XML, whatever the site says, with its charset."""
    return f"application/xml; charset={document.charset}" if document.charset else "application/xml"


def _fault(parsed: Any) -> str:
    fault = parsed.get("bozo_exception") if parsed.get("bozo") else None
    if fault is None or isinstance(fault, _HARMLESS):
        return ""
    where = fault.getLineNumber() if hasattr(fault, "getLineNumber") else None
    said = f", à la ligne {where}" if where else ""
    return (
        f"Le flux est mal écrit{said}\u00a0: ce qui pouvait être lu l’a été. Dites-le à qui s’occupe du site."
    )


def _each_once(items: list[Item]) -> list[Item]:
    guids, links, kept = set[str](), set[str](), []
    for item in items:
        if item.guid in guids or item.link_key in links:
            continue
        guids.add(item.guid)
        links.add(item.link_key)
        kept.append(item)
    return kept


def _item(entry: Any, now: datetime) -> Item | None:
    title = plain(str(entry.get("title", "")), TITLE_LENGTH)
    link = public_link(str(entry.get("link", "")))
    if not title or not link:
        return None
    content = entry.get("content") or [{}]
    said = str(entry.get("summary") or content[0].get("value") or "")
    excerpt = plain(said, EXCERPT_LENGTH)
    return Item(
        title=title,
        link=link,
        excerpt="" if excerpt == title else excerpt,
        published=_moment(entry, now),
        guid=digest(str(entry.get("id") or link)),
    )


def _moment(entry: Any, now: datetime) -> datetime | None:
    """Return when an article appeared: now for one of the future, None for a date that is none."""
    # As a plain dictionary: feedparser's own `get` takes the one for the other, and warns.
    moment = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
    if not moment:
        return None
    try:
        found = datetime.fromtimestamp(timegm(moment), UTC)
    except (ValueError, OverflowError, OSError, TypeError):
        return None
    return min(found, now) if found.year >= 1990 else None


def _not_a_feed(document: Document) -> FetchFailed:
    """Return what was found instead, and the feed that it announces."""
    text = document.body[:_HEAD].decode("utf-8", "replace")
    if not (_PAGE.match(document.body[:3000]) or "html" in document.content_type):
        return FetchFailed(
            "text",
            "Ce qui se trouve à cette adresse n’est pas un flux RSS ou Atom\u00a0: cherchez le mot «\u00a0RSS\u00a0» "
            "sur le site.",
        )
    if announced := _announced(text, document.url):
        return FetchFailed(
            "page",
            f"Cette adresse est celle d’une page, pas d’un flux. La page en annonce un\u00a0: {announced}",
            instead=announced,
        )
    return FetchFailed(
        "page",
        "Cette adresse est celle d’une page, pas d’un flux, et la page n’en annonce aucun\u00a0: cherchez le mot "
        "«\u00a0RSS\u00a0» sur le site, ou demandez à qui s’en occupe.",
    )


def _announced(text: str, base: str) -> str:
    """Return the address of the first feed that a page announces, or nothing."""
    for tag in _LINK.findall(text):
        said = {
            name.lower(): unescape(double or single or bare)
            for name, double, single, bare in _ATTRIBUTE.findall(tag)
        }
        if "alternate" in said.get("rel", "").lower() and said.get("type", "").lower() in _ANNOUNCED:
            try:
                return public_link(str(httpx.URL(base).join(said.get("href", ""))))
            except (httpx.InvalidURL, ValueError):
                continue
    return ""
