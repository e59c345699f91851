"""Visiting partner sites: one at a time for each host, never more often than they would like."""

import logging
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from articles.models import PartnerFeed
from articles.models.partner_feed import ERROR_LENGTH
from articles.partners import apart
from articles.partners.reading import TYPES, Reading
from articles.partners.taking import take, told_again
from fetching.addresses import FetchFailed
from fetching.client import fetch

logger = logging.getLogger(__name__)

EVERY = timedelta(hours=3)
AT_MOST = timedelta(hours=24)  # between two tries of a feed that fails
SPREAD = timedelta(minutes=40)  # so that all feeds are not read at once
LOCK = 7202613  # of PostgreSQL's, with a number of the host


class Busy(Exception):
    """Another process asks the same host just now."""


@dataclass(frozen=True)
class Visit:
    """What came of it."""

    taken: int = 0
    """How many new articles."""
    error: str = ""
    """Why the feed could not be read, or what is wrong with it though it was."""
    is_read: bool = True


def look(address: str) -> Reading:
    """Return what a feed holds, without keeping anything. Raises FetchFailed."""
    document = fetch(address, types=TYPES)
    if document is None:  # no visit was named of which it could be the same
        raise FetchFailed("304", "Le site ne donne pas ce qui est demandé (304).")
    return apart.read(document, timezone.now())


def visit(feed: PartnerFeed) -> Visit:
    """Read a feed now, keep what is new, and write down how it went. Raises Busy; a failure is no exception."""
    now = timezone.now()
    with _alone(feed.host):
        try:
            document = fetch(feed.feed_url, types=TYPES, etag=feed.etag, last_modified=feed.last_modified)
            reading = apart.read(document, now) if document else None
        except FetchFailed as failure:
            return _failed(feed, failure, now)
        taken = 0
        if reading:
            taken = take(feed=feed, reading=reading, now=now)
        else:
            told_again(feed=feed, now=now)
        marks = {"etag": document.etag, "last_modified": document.last_modified} if document else {}
        fault = reading.fault if reading else feed.last_error if not feed.failures else ""
        _write(
            feed,
            visited_at=now,
            succeeded_at=now,
            failing_since=None,
            failures=0,
            last_error=fault,
            next_visit_at=now + EVERY + spread(feed),
            **marks,
        )
    return Visit(taken=taken, error=fault)


def spread(feed: PartnerFeed) -> timedelta:
    """Return what is added to the rhythm of a feed: another for each, the same each time."""
    return SPREAD * ((feed.pk * 7919) % 1009 / 1009)


def _failed(feed: PartnerFeed, failure: FetchFailed, now: datetime) -> Visit:
    failures = feed.failures + 1
    wait = max(min(EVERY * 2 ** min(failures, 8), AT_MOST), timedelta(seconds=failure.wait))
    gone = {"is_active": False, "gone_at": now} if failure.code == "410" else {}
    _write(
        feed,
        visited_at=now,
        failing_since=feed.failing_since or now,
        failures=failures,
        last_error=failure.text[:ERROR_LENGTH],
        next_visit_at=now + wait + spread(feed),
        **gone,
    )
    logger.warning("feed %s was not read: %s", feed.pk, failure.code)
    return Visit(error=failure.text, is_read=False)


def _write(feed: PartnerFeed, **values: object) -> None:
    """Write down a visit, and nothing else: what a moderator changed meanwhile stays."""
    for name, value in values.items():
        setattr(feed, name, value)
    PartnerFeed.objects.filter(pk=feed.pk).update(**values)


@contextmanager
def _alone(host: str) -> Iterator[None]:
    """Hold a host until the block or the process ends. Raises Busy while another does."""
    lock = [LOCK, zlib.crc32(host.encode()) & 0x7FFFFFFF]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", lock)
        if not cursor.fetchone()[0]:
            raise Busy
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", lock)
