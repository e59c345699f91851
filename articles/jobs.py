"""What the worker does about analyses, and with the feeds of partners."""

import logging

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from articles.models import Article, PartnerFeed
from articles.partners.visits import Busy, visit
from articles.refreshing import refresh_again

logger = logging.getLogger(__name__)

PRIORITY = -10  # mails go first


@app.periodic(cron="7,27,47 * * * *")
@app.task(queue="feeds", queueing_lock="articles.read_feeds", name="articles.read_feeds")
def read_feeds(timestamp: int) -> None:
    """Have the feeds that are due read, each by a job of its own, one at a time for each host."""
    for feed in PartnerFeed.objects.due(timezone.now()).only("pk", "feed_url"):
        job = read_feed.configure(
            lock=f"feeds of {feed.host}", queueing_lock=f"feed {feed.pk}", priority=PRIORITY
        )
        try:
            with transaction.atomic():
                job.defer(feed_id=feed.pk)
        except AlreadyEnqueued:
            continue


@app.task(queue="feeds", name="articles.read_feed")
def read_feed(feed_id: int) -> None:
    """Read one feed, unless it was read meanwhile; a host that is busy is for the next time."""
    feed = PartnerFeed.objects.due(timezone.now()).filter(pk=feed_id).first()
    if feed is None:
        return
    try:
        found = visit(feed)
    except Busy:
        return
    logger.info("feed %s: %s new articles", feed_id, found.taken)


BATCH = 500


@app.task(queue="listings", name="articles.refresh_all")
def refresh_all(after: int = 0) -> None:
    """Derive again what lists find analyses by, in batches that are each a job: the gazetteer changed."""
    numbers = list(Article.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH])
    refresh_again(numbers)
    if len(numbers) == BATCH:
        refresh_all.defer(after=numbers[-1])
