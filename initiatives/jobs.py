"""What the worker does for the directory."""

import logging

from procrastinate.contrib.django import app

from initiatives.calling import endings
from initiatives.counts import rebuild_counts
from initiatives.models import Initiative, Listing

logger = logging.getLogger(__name__)


@app.periodic(cron="11 4 * * *")
@app.task(queue="listings", queueing_lock="initiatives.rebuild", name="initiatives.rebuild_counts")
def rebuild_counts_nightly(timestamp: int) -> None:
    """Choose anew, every night, the keys and words for which counts are kept."""
    rebuild_counts()


# Cron speaks UTC: just after midnight in Paris is one of these, in summer or in winter, and the other finds nothing.
@app.periodic(cron="7 22,23 * * *")
@app.task(queue="listings", queueing_lock="initiatives.end_calls", name="initiatives.end_calls")
def end_calls_at_midnight(timestamp: int) -> None:
    """Put away the calls whose last day is over: lists and maps filter by those that are left."""
    logger.info("%s calls ended", endings.expire())


@app.periodic(cron="23 5 * * *")
@app.task(queue="mail", queueing_lock="initiatives.remind_of_calls", name="initiatives.remind_of_calls")
def remind_of_calls_daily(timestamp: int) -> None:
    """Ask the authors of the calls that end soon whether they want a month more, every morning."""
    logger.info("%s authors asked about the end of a call", endings.remind())


BATCH = 500  # sheets in one job: a fraction of a second, so that publications hardly wait


@app.task(queue="listings", name="initiatives.refresh_listings")
def refresh_listings(after: int) -> None:
    """Write again what the public reads of the next published sheets after a number, then ask for the next ones."""
    batch = list(Listing.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH])
    if batch:
        Initiative.objects.filter(pk__in=batch).refresh()
        refresh_listings.defer(after=batch[-1])
