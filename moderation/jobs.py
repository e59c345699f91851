"""What the worker does with sheets."""

import logging
from datetime import timedelta

from procrastinate.contrib.django import app

from contributors.jobs import report
from contributors.limits import hit
from contributors.models import Contributor
from moderation import digests, erasure, freshness
from moderation.actions import send_link_again
from moderation.mails import send_sheets
from moderation.models import Change, Claim, Revision, Sheet, Status

logger = logging.getLogger(__name__)

# Whoever asks for new links in somebody else's name fills that person's letter box: not more than this often.
LINKS_AGAIN_A_DAY = 5
SHEETS_SENT = 100  # of each kind, in one mail


@app.periodic(cron="41 3 * * *")
@app.task(queue="purge", queueing_lock="moderation.purge", name="moderation.purge")
def purge_daily(timestamp: int) -> None:
    """Purge the sheets that were never public and are out of date, every night."""
    report("sheets", erasure.purge())
    Change.objects.past().delete()
    Claim.objects.lapsed().delete()


@app.periodic(cron="11 5 * * *")
@app.task(queue="mail", queueing_lock="moderation.remind", name="moderation.remind")
def remind_daily(timestamp: int) -> None:
    """Ask authors whether their sheets are still true, every night."""
    logger.info("%s authors asked whether a sheet is still true", freshness.remind())


@app.periodic(cron="17 5 * * *")
@app.task(queue="mail", queueing_lock="moderation.sum_up", name="moderation.sum_up")
def sum_up_daily(timestamp: int) -> None:
    """Sum up what waits for the moderators who want it so, every morning."""
    logger.info("%s summaries for moderators", digests.send())


@app.task(queue="mail", name="moderation.send_links_again")
def send_links_again(email: str) -> None:
    """Mail the link of each sheet that waits for confirmation, and those to follow the others; to a stranger, nothing.

    Asked for by a page that answers the same to everybody: only this job, which nobody can time, knows.
    """
    contributor = Contributor.objects.with_address(email)
    if contributor is None:
        return
    if not hit("links_again", email.lower(), limit=LINKS_AGAIN_A_DAY, window=timedelta(days=1)).allowed:
        return
    sheets = _sent_by(contributor)
    for sheet in sheets:
        if sheet.status == Status.UNCONFIRMED:
            send_link_again(sheet=sheet, contributor=contributor)
    followed = [sheet for sheet in sheets if sheet.status != Status.UNCONFIRMED]
    if followed:
        send_sheets(sheets=followed, contributor=contributor)


def _sent_by(contributor: Contributor) -> list[Sheet]:
    """Return the sheets that this person sent by a form, the newest first; what came along with one has no link."""
    found: list[Sheet] = []
    for model in erasure.sheet_models():
        for sheet in model._default_manager.filter(submitted_by=contributor).order_by("-pk")[:SHEETS_SENT]:
            history = Revision.objects.filter(content_type=sheet.content_type(), object_id=sheet.pk)
            if history.filter(action=Revision.Action.SUBMIT).exists():
                found.append(sheet)
    return found
