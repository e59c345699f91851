"""Reporting a published sheet, and dealing with a report."""

from django.db import transaction
from django.utils import timezone

from contributors.models import Contributor
from moderation import mails
from moderation.actions import TransitionRefused, lock
from moderation.authors import Author
from moderation.models import Report, Sheet
from moderation.models.report import LENGTH


@transaction.atomic
def send(*, sheet: Sheet, kind: str, text: str, email: str = "") -> Report:
    """Keep what a visitor reports and tell the moderators; the same thing said twice is one report.

    `email` is the address to answer to, if the visitor gave one.
    """
    locked = lock(sheet)
    known = Report.objects.about(locked).waiting().filter(kind=kind, text=text).first()
    if known is not None:
        return known
    reporter = Contributor.objects.meet(email=email) if email else None
    report = Report.objects.create(sheet=locked, kind=kind, text=text, reporter=reporter)
    mails.tell_reported(report=report, sheet=locked)
    return report


@transaction.atomic
def note(*, sheet: Sheet, kind: str, text: str) -> Report:
    """Keep what a moderator has to say of a published sheet, without a mail: it joins the reports that wait.

    Raises TransitionRefused when the sheet is not public.
    """
    locked = lock(sheet)
    if not locked.is_published:
        raise TransitionRefused(
            f"«\u00a0{locked.title_text}\u00a0» est {locked.get_status_display()}\u00a0: signalement impossible."
        )
    return Report.objects.create(sheet=locked, kind=kind, text=text[:LENGTH])


@transaction.atomic
def close(*, report: Report, by: Author, answer: str) -> Report:
    """Note what was done about a report, and answer to who sent it, if that person gave an address.

    Raises TransitionRefused when somebody dealt with it already.
    """
    locked = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if locked.closed_at is not None:
        raise TransitionRefused("Ce signalement est déjà traité.")
    locked.answer, locked.closed_at, locked.closed_by = answer.strip(), timezone.now(), by.user
    locked.save(update_fields=["answer", "closed_at", "closed_by"])
    if locked.reporter and locked.answer:
        mails.answer_report(report=locked, contributor=locked.reporter)
    return locked
