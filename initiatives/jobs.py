"""What the worker does for the directory."""

from procrastinate.contrib.django import app

from initiatives.counts import rebuild_counts
from initiatives.models import Initiative, Listing
from initiatives.network.preparing import COUNTRY, FIRST, prepare, prepare_some


@app.periodic(cron="11 4 * * *")
@app.task(queue="listings", queueing_lock="initiatives.rebuild", name="initiatives.rebuild_counts")
def rebuild_counts_nightly(timestamp: int) -> None:
    """Choose anew, every night, the keys and words for which counts are kept."""
    rebuild_counts()


BATCH = 500  # sheets in one job: a fraction of a second, so that publications hardly wait


@app.task(queue="listings", name="initiatives.refresh_listings")
def refresh_listings(after: int) -> None:
    """Write again what the public reads of the next published sheets after a number, then ask for the next ones."""
    batch = list(Listing.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH])
    if batch:
        Initiative.objects.filter(pk__in=batch).refresh()
        refresh_listings.defer(after=batch[-1])


SCOPES = 50  # layouts looked at in one job: some seconds, if each is new


@app.periodic(cron="41 4 * * *")
@app.task(queue="listings", queueing_lock="initiatives.network", name="initiatives.prepare_network")
def prepare_network_nightly(timestamp: int) -> None:
    """Lay out, every night, the networks that changed: of the country, then of its territories."""
    prepare_layouts.defer(after=COUNTRY)


@app.task(queue="listings", name="initiatives.prepare_layouts")
def prepare_layouts(after: str) -> None:
    """Lay out the networks of the next territories after a token, the country first, then ask for the next ones."""
    if after == COUNTRY:
        prepare(COUNTRY)
    if last := prepare_some(after or FIRST, SCOPES):
        prepare_layouts.defer(after=last)
