"""Keeping what a feed holds: each article once, whatever the feeds that tell it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from urllib.parse import urlsplit

from django.db import connection, transaction
from django.db.models import Case, F, Max, Q, Value, When
from django.utils import timezone

from articles.models import FeedEntry, PartnerFeed
from articles.partners.reading import Item, Reading

LOCK = 7202614  # of PostgreSQL's: one feed at a time is compared with what is known
State = FeedEntry.State


@transaction.atomic
def take(*, feed: PartnerFeed, reading: Reading, now: datetime) -> int:
    """Keep the articles that are new, and correct those that the site corrected; return how many are new.

    Those of a feed that is not trusted wait for a moderator, corrected ones again. One that a moderator hid stays
    hidden. One that another feed told first stays with that feed, unless it is not shown and this one may have it:
    see `_may_have`.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    # As it is now: a visit takes seconds, during which a moderator may have changed it, or deleted it.
    current = PartnerFeed.objects.select_for_update(no_key=True).filter(pk=feed.pk).first()
    if current is None:
        return 0
    own, known = _held(current, reading.items)
    fresh: list[Item] = []
    for item in reading.items:
        if item.guid in own:
            _correct(own[item.guid], item, current, known)
        elif item.link_key not in known:
            fresh.append(item)
        elif _may_have(current, known[item.link_key]):
            _take_over(known[item.link_key], item, current, now)
    told = [own[item.guid].pk for item in reading.items if item.guid in own and not item.published]
    _stamp(current, Q(pk__in=told), timezone.localdate(now))
    return _add(current, fresh, now)


def _held(feed: PartnerFeed, items: Sequence[Item]) -> tuple[dict[str, FeedEntry], dict[str, FeedEntry]]:
    """Return the entries of a feed by guid, and those of any feed by address, as they stay until the end.

    All are locked at once, in the order of their numbers as moderators lock them: none waits for another in a circle.
    """
    guids, links = {item.guid for item in items}, {item.link_key for item in items}
    found = FeedEntry.objects.filter(Q(feed=feed, guid__in=guids) | Q(link_key__in=links)).order_by("pk")
    held = list(found.select_related("feed").select_for_update(no_key=True, of=("self",)))
    own = {entry.guid: entry for entry in held if entry.feed_id == feed.pk and entry.guid in guids}
    return own, {entry.link_key: entry for entry in held if entry.link_key in links}


@transaction.atomic
def told_again(*, feed: PartnerFeed, now: datetime) -> None:
    """Note that a feed has not changed: what it told without a date the last time, it still tells."""
    last = feed.entries.aggregate(last=Max("told_on"))["last"]
    if last:
        _stamp(feed, Q(told_on=last), timezone.localdate(now))


def _stamp(feed: PartnerFeed, told: Q, today: date) -> None:
    """Write down when articles without a date were last told, once a day."""
    late = feed.entries.filter(told).exclude(told_on=today).order_by("pk")  # the order in which all lock them
    numbers = list(late.select_for_update(no_key=True).values_list("pk", flat=True))
    if numbers:
        FeedEntry.objects.filter(pk__in=numbers).update(told_on=today)


def _told(item: Item) -> dict[str, str]:
    """Return what an entry says of an article, by column."""
    return {"title": item.title, "link": item.link, "excerpt": item.excerpt, "link_key": item.link_key}


def _correct(entry: FeedEntry, item: Item, feed: PartnerFeed, known: Mapping[str, FeedEntry]) -> None:
    """Say what the site says now, unless its new address is that of another entry."""
    told = _told(item)
    if all(getattr(entry, name) == value for name, value in told.items()):
        return
    if entry.link_key != item.link_key and item.link_key in known:
        return
    # From what the database says, never from what was read: what a moderator hid stays hidden.
    waits = [] if feed.is_trusted else [When(state=State.SHOWN, then=Value(State.WAITING))]
    FeedEntry.objects.filter(pk=entry.pk).update(**told, state=Case(*waits, default=F("state")))


def _may_have(feed: PartnerFeed, entry: FeedEntry) -> bool:
    """Tell whether a feed gets an article that another told first, and that visitors do not see.

    A trusted one gets what waits because the other is not. The author's own gets what was hidden as somebody else
    told it: it waits there, since whoever hid it may have meant the article itself.
    """
    if not feed.is_trusted or entry.feed_id == feed.pk:
        return False
    if entry.state == State.WAITING:
        return not entry.feed.is_trusted
    return entry.state == State.HIDDEN and _wrote(feed, entry) and not _wrote(entry.feed, entry)


def _wrote(feed: PartnerFeed, entry: FeedEntry) -> bool:
    """Tell whether an article is on the site of a feed."""
    return _host(feed.site_url) == _host(entry.link)


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")


def _take_over(entry: FeedEntry, item: Item, feed: PartnerFeed, now: datetime) -> None:
    """Give an article to another feed, with all that comes from a feed; links to initiatives stay."""
    then = entry.state
    changed = FeedEntry.objects.filter(pk=entry.pk, state=then).update(
        **_told(item),
        feed=feed,
        guid=item.guid,
        state=State.SHOWN if then == State.WAITING else State.WAITING,
        published_at=item.published or now,
        told_on=None if item.published else timezone.localdate(now),
        territory=feed.territory,
        holders=feed.holders,
    )
    if changed:
        entry.themes.set(feed.themes.all())


def _add(feed: PartnerFeed, items: list[Item], now: datetime) -> int:
    """Write new entries, with the territory and the themes of their feed."""
    state = State.SHOWN if feed.is_trusted else State.WAITING
    entries = FeedEntry.objects.bulk_create(
        FeedEntry(
            **_told(item),
            feed=feed,
            state=state,
            published_at=item.published or now,
            told_on=None if item.published else timezone.localdate(now),
            guid=item.guid,
            territory=feed.territory,
            holders=feed.holders,
        )
        for item in reversed(items)  # the newest last, as if they had come one by one
    )
    themes = list(feed.themes.values_list("pk", flat=True))
    through = FeedEntry.themes.through
    through._default_manager.bulk_create(
        through(feedentry_id=entry.pk, theme_id=theme) for entry in entries for theme in themes
    )
    return len(entries)
