"""What the worker does about analyses, and with the feeds of partners."""

import logging

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from articles.models import Article, PartnerFeed
from articles.partners.visits import Busy, visit
from articles.refreshing import refresh_again
from events.models import Event
from initiatives.models import Initiative

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


PLACED_BY = {model._meta.model_name: model for model in (Initiative, Event)}


@app.task(queue="listings", name="articles.refresh_naming")
def refresh_naming(kind: str, number: int, after: int = 0) -> None:
    """Derive again what lists find by where this sheet is: the analyses that name it and say no territory."""
    sheet = PLACED_BY[kind]._default_manager.filter(pk=number).first()
    if sheet is None:  # erased meanwhile: they followed at once
        return
    naming = Article.objects.placed_by(sheet).filter(pk__gt=after).order_by("pk")
    numbers = list(naming.values_list("pk", flat=True)[:BATCH])
    refresh_again(numbers)
    if len(numbers) == BATCH:
        refresh_naming.defer(kind=kind, number=number, after=numbers[-1])
