"""Keeping what a feed holds: each article once, whatever the feeds that tell it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction

from articles.models import FeedEntry, PartnerFeed
from articles.partners.reading import Item, Reading

LOCK = 7202614  # of PostgreSQL's: one feed at a time is compared with what is known
TOLD = ("title", "link", "excerpt")


@transaction.atomic
def take(*, feed: PartnerFeed, reading: Reading, now: datetime) -> int:
    """Keep the articles that are new, and correct those that the site corrected; return how many are new.

    Those of a feed that is not trusted wait for a moderator, corrected ones again. One that a moderator hid stays
    hidden. One that another feed told first stays with that feed.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    own = {entry.guid: entry for entry in feed.entries.filter(guid__in=[item.guid for item in reading.items])}
    known = set(
        FeedEntry.objects.filter(link_key__in=[item.link_key for item in reading.items]).values_list(
            "link_key", flat=True
        )
    )
    fresh: list[Item] = []
    for item in reading.items:
        if item.guid in own:
            _correct(own[item.guid], item, feed, known)
        elif item.link_key not in known:
            fresh.append(item)
    return _add(feed, fresh, now)


def _correct(entry: FeedEntry, item: Item, feed: PartnerFeed, known: Iterable[str]) -> None:
    """Say what the site says now, unless its new address is that of another entry."""
    if all(getattr(entry, name) == getattr(item, name) for name in TOLD):
        return
    if entry.link_key != item.link_key and item.link_key in known:
        return
    entry.title, entry.link, entry.excerpt, entry.link_key = (
        item.title,
        item.link,
        item.excerpt,
        item.link_key,
    )
    if entry.state == FeedEntry.State.SHOWN and not feed.is_trusted:
        entry.state = FeedEntry.State.WAITING
    entry.save(update_fields=[*TOLD, "link_key", "state"])


def _add(feed: PartnerFeed, items: list[Item], now: datetime) -> int:
    """Write new entries, with the territory and the themes of their feed."""
    state = FeedEntry.State.SHOWN if feed.is_trusted else FeedEntry.State.WAITING
    entries = FeedEntry.objects.bulk_create(
        FeedEntry(
            feed=feed,
            state=state,
            title=item.title,
            link=item.link,
            excerpt=item.excerpt,
            published_at=item.published or now,
            guid=item.guid,
            link_key=item.link_key,
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
