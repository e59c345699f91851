"""What the worker does with sheets."""

from datetime import timedelta

from procrastinate.contrib.django import app

from contributors.jobs import report
from contributors.limits import hit
from contributors.models import Contributor
from moderation import erasure
from moderation.actions import send_link_again
from moderation.mails import tell_already_confirmed
from moderation.models import Change, Revision, Sheet, Status

# Whoever asks for new links in somebody else's name fills that person's letter box: not more than this often.
LINKS_AGAIN_A_DAY = 5


@app.periodic(cron="41 3 * * *")
@app.task(queue="purge", queueing_lock="moderation.purge", name="moderation.purge")
def purge_daily(timestamp: int) -> None:
    """Purge the sheets that were never public and are out of date, every night."""
    report("sheets", erasure.purge())
    Change.objects.past().delete()


@app.task(queue="mail", name="moderation.send_links_again")
def send_links_again(email: str) -> None:
    """Mail again the link of each sheet that waits for its author's confirmation; to an unknown address, nothing.

    Asked for by a page that answers the same to everybody: only this job, which nobody can time, knows.
    """
    contributor = Contributor.objects.with_address(email)
    if contributor is None:
        return
    if not hit("links_again", email.lower(), limit=LINKS_AGAIN_A_DAY, window=timedelta(days=1)).allowed:
        return
    unconfirmed = _sent_by(contributor, Status.UNCONFIRMED)
    for sheet in unconfirmed:
        send_link_again(sheet=sheet, contributor=contributor)
    if not unconfirmed:
        for sheet in _sent_by(contributor, Status.PENDING):
            tell_already_confirmed(sheet=sheet, contributor=contributor)


def _sent_by(contributor: Contributor, status: str) -> list[Sheet]:
    """Return the sheets of this status that this person sent by a form; what came along with one has no link."""
    found: list[Sheet] = []
    for model in erasure.sheet_models():
        sheets = model._default_manager.filter(submitted_by=contributor, status=status).order_by("pk")
        for sheet in sheets:
            history = Revision.objects.filter(content_type=sheet.content_type(), object_id=sheet.pk)
            if history.filter(action=Revision.Action.SUBMIT).exists():
                found.append(sheet)
    return found
