"""What the worker does for the directory."""

import logging
from datetime import timedelta

from procrastinate.contrib.django import app

from contributors.limits import hit
from initiatives import grounds
from initiatives.calling import endings
from initiatives.counts import rebuild_counts
from initiatives.models import Initiative, Listing
from initiatives.network.preparing import COUNTRY, FIRST, prepare, prepare_some
from initiatives.refresh import refresh_actors_after
from initiatives.relating import cases, pages
from initiatives.relating.choosing import sheet_named
from initiatives.relating.visibility import follow_settings

logger = logging.getLogger(__name__)

# Whoever asks in somebody else's name fills that person's letter box: not more than this often.
PAGES_A_DAY = 5


@app.periodic(cron="11 4 * * *")
@app.task(queue="listings", queueing_lock="initiatives.rebuild", name="initiatives.rebuild_counts")
def rebuild_counts_nightly(timestamp: int) -> None:
    """Choose anew, every night, the keys and words for which counts are kept; then go over the list of actors.

    What a setting or a command changed beside the ways of the site, a night mends; what is right is not written.
    """
    rebuild_counts()
    refresh_actor_listings.defer(after=0)


@app.periodic(cron="37 5 * * *")
@app.task(queue="mail", queueing_lock="initiatives.relations", name="initiatives.relations")
def follow_relations_nightly(timestamp: int) -> None:
    """Ask the other sides of relations that could not be asked yet, remind once, forget old answers, every night."""
    follow_settings()
    told = ", ".join(f"{count} {what}" for what, count in cases.nightly().items())
    logger.info("relations: %s", told)


@app.task(queue="mail", name="initiatives.send_relation_pages")
def send_relation_pages(email: str, sheet: str) -> None:
    """Mail somebody the pages where they say the relations of their sheets; to a stranger, nothing.

    Asked for by a page that answers the same to everybody: only this job, which nobody can time, knows. `sheet` names
    the one from which they asked, as `initiative-12`.
    """
    if hit("relation_pages", email.lower(), limit=PAGES_A_DAY, window=timedelta(days=1)).allowed:
        pages.send(email=email, other=sheet_named(sheet))


# Just after midnight in Paris, summer and winter; and again every hour, should the worker have been stopped then.
@app.periodic(cron="7 * * * *")
@app.task(queue="listings", queueing_lock="initiatives.end_calls", name="initiatives.end_calls")
def end_calls_hourly(timestamp: int) -> None:
    """Put away the calls whose last day is over: lists and maps filter by those that are left."""
    logger.info("%s calls ended", endings.expire())


@app.periodic(cron="23 5 * * *")
@app.task(queue="mail", queueing_lock="initiatives.remind_of_calls", name="initiatives.remind_of_calls")
def remind_of_calls_daily(timestamp: int) -> None:
    """Ask the authors of the calls that end soon whether they want a month more, every morning."""
    logger.info("%s authors asked about the end of a call", endings.remind())


@app.periodic(cron="27 4 * * *")
@app.task(queue="listings", queueing_lock="initiatives.grounds", name="initiatives.draw_grounds_nightly")
def draw_grounds_nightly(timestamp: int) -> None:
    """Draw them again every night: a new release may bring other outlines."""
    draw_grounds()


@app.task(queue="listings", name="initiatives.draw_grounds")
def draw_grounds() -> None:
    """Draw the maps of regions and departments where what they show changed."""
    logger.info("%s grounds of maps drawn", grounds.draw_all())


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
