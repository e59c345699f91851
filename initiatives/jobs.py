"""What the worker does for the directory."""

from procrastinate.contrib.django import app

from initiatives.counts import rebuild_counts
from initiatives.models import Initiative, Listing
from initiatives.refresh import refresh_actors_after


@app.periodic(cron="11 4 * * *")
@app.task(queue="listings", queueing_lock="initiatives.rebuild", name="initiatives.rebuild_counts")
def rebuild_counts_nightly(timestamp: int) -> None:
    """Choose anew, every night, the keys and words for which counts are kept; then go over the list of actors.

    What a setting or a command changed beside the ways of the site, a night mends; what is right is not written.
    """
    rebuild_counts()
    refresh_actor_listings.defer(after=0)


BATCH = 500  # sheets in one job: a fraction of a second, so that publications hardly wait


@app.task(queue="listings", name="initiatives.refresh_listings")
def refresh_listings(after: int) -> None:
    """Write again what the public reads of the next published sheets after a number, then ask for the next ones."""
    batch = list(Listing.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH])
    if batch:
        Initiative.objects.filter(pk__in=batch).refresh()
        refresh_listings.defer(after=batch[-1])


@app.task(queue="listings", name="initiatives.refresh_actor_listings")
def refresh_actor_listings(after: int) -> None:
    """Write again what the list of actors says of the next ones after a number, then ask for those after them."""
    last = refresh_actors_after(after)
    if last is not None:
        refresh_actor_listings.defer(after=last)
