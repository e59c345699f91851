"""The end of calls: their last day, a month more, what was found, and the mail that asks which it will be."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from contributors.models import Contributor
from contributors.typography import day_in_words
from initiatives.calling.checks import a_month_after
from initiatives.models import Call
from initiatives.models.call import LONGEST
from moderation import actions, mails, proposals
from moderation.actions import TransitionRefused, keep_change, lock
from moderation.authors import Author
from moderation.closing import close
from moderation.models import Revision, Sheet, Trust
from moderation.wishes import newest_version

TOLD_BEFORE = timedelta(days=7)  # its last day; one that was published later than that needs no reminder
MOST = 500  # mails of one night
FOLDER = "initiatives/mail/"


@transaction.atomic
def extend(*, sheet: Sheet, by: Author, until: date | None = None) -> Sheet:
    """Give a call a month more than it had, or than today; one whose last day was over is shown again.

    `until` is its last day as who asks saw it: where it is another by now, a first click did it, and nothing changes.

    Raises TransitionRefused when it was found or taken down, when it would last more than a year from now, and as
    `moderation.actions.restore`.
    """
    call = lock(sheet)
    if isinstance(call, Call) and until not in (None, call.until):
        return call
    if not isinstance(call, Call) or not may_be_extended(call):
        raise TransitionRefused(f"«\u00a0{call.title_text}\u00a0» ne peut pas être prolongé.")
    call.until, call.end_told_at = _next_end(call), None
    call.save(update_fields=["until", "end_told_at"])
    note = f"Prolongé jusqu’au {day_in_words(call.until)}."
    if call.is_published:
        return keep_change(call, action=Revision.Action.AMEND, by=by, note=note)
    return actions.restore(sheet=call, by=by)


def may_be_extended(sheet: Sheet) -> bool:
    """Tell whether a call may have a month more."""
    if not isinstance(sheet, Call) or not sheet.is_extensible:
        return False
    return _next_end(sheet) <= timezone.localdate() + LONGEST


def _next_end(call: Call) -> date:
    return a_month_after(max(call.until, timezone.localdate()))


@transaction.atomic
def find(*, sheet: Sheet, by: Author, outcome: str = "") -> Sheet:
    """End a call because what it looked for is found; `outcome` says what, for everybody. Raises as `close`.

    The end is at once; what an author says who is not trusted waits for a moderator, as any change of theirs.
    """
    today = timezone.localdate()
    said = {"outcome": outcome} if outcome else {}
    if said and by.contributor and not speaks_unread(sheet, by.contributor):
        _propose(sheet, by.contributor, outcome)
        said = {}
    return close(sheet=sheet, by=by, note="Trouvé.", ended_on=today, is_found=True, **said)


def speaks_unread(sheet: Sheet, contributor: Contributor) -> bool:
    """Tell whether this person is trusted with a call, or with the initiative that has it."""
    trusted = Trust.objects.covers(sheet, contributor)
    return trusted or (isinstance(sheet, Call) and Trust.objects.covers(sheet.initiative, contributor))


def _propose(sheet: Sheet, contributor: Contributor, outcome: str) -> None:
    """Hand what was found to the moderators."""
    call = lock(sheet)
    if not isinstance(call, Call) or not call.is_published:
        raise TransitionRefused(f"«\u00a0{call.title_text}\u00a0» est déjà terminé.")
    changes = {"outcome": {"before": call.outcome, "after": outcome}}
    if outcome != call.outcome:
        proposals.correct(sheet=call, contributor=contributor, changes=changes, seen=newest_version(call))


def expire() -> int:
    """Put away the calls whose last day is over, each in its transaction; return how many there were."""
    ended = 0
    for pk in list(Call.objects.overdue().values_list("pk", flat=True)):
        ended += _expire(pk)
    return ended


@transaction.atomic
def _expire(pk: int) -> bool:
    """Put one away, unless its author gave it more time or ended it this very moment."""
    call = Call.objects.overdue().select_for_update(skip_locked=True, no_key=True).filter(pk=pk).first()
    if call is None:
        return False
    close(sheet=call, by=Author.system(), note="Sa date est passée.", ended_on=call.until)
    return True


def due() -> QuerySet[Call]:
    """Return the open calls that end within a week and whose authors do not know it yet from us."""
    now, today = timezone.now(), timezone.localdate()
    calls = Call.objects.open().filter(
        until__lte=today + TOLD_BEFORE,
        published_at__lte=now - TOLD_BEFORE,
        end_told_at=None,
        submitted_by__confirmed_at__isnull=False,
    )
    return calls.order_by("until", "pk")


def remind() -> int:
    """Ask the authors of the calls that end soon whether they want a month more; return how many were asked."""
    return sum(map(_ask, list(due().values_list("pk", flat=True)[:MOST])))


@transaction.atomic
def _ask(pk: int) -> bool:
    call = due().select_for_update(skip_locked=True, no_key=True, of=("self",)).filter(pk=pk).first()
    if call is None:
        return False
    call.end_told_at = timezone.now()
    call.save(update_fields=["end_told_at"])
    mails.tell_author(sheet=call, folder=FOLDER, template="call_ending")
    return True
