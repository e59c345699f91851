"""Keeping sheets true: who verifies one says when, and each year its author is asked whether it still is."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from moderation import mails
from moderation.actions import TransitionRefused, lock, record
from moderation.authors import Author
from moderation.erasure import sheet_models
from moderation.models import Revision, Sheet, SheetQuerySet
from moderation.models.sheet import PATIENCE, REMINDERS

YEAR = timedelta(days=365)
MOST = 500  # mails of one night: a site that takes up a large directory does not write to everybody at once


@transaction.atomic
def verify(*, sheet: Sheet, by: Author) -> Sheet:
    """Say that a published sheet is true today. Raises TransitionRefused when it is not public."""
    locked = lock(sheet)
    if not locked.is_published:
        raise TransitionRefused(
            f"«\u00a0{locked.title_text}\u00a0» est {locked.get_status_display()}\u00a0: vérification impossible."
        )
    locked.verified_at = timezone.localdate()
    locked.reminders, locked.reminded_at = 0, None
    locked.save(update_fields=["verified_at", "reminders", "reminded_at"])
    record(locked, action=Revision.Action.VERIFY, by=by)
    locked.refresh()
    return locked


def stale(kind: type[Sheet], now: datetime) -> SheetQuerySet:
    """Return the published sheets that nobody said to be true for a year, or that are said not to be verified."""
    unanswered = Q(reminders__gte=REMINDERS, reminded_at__lte=now - PATIENCE)
    old = Q(verified_at=None) | Q(verified_at__lte=timezone.localdate(now - YEAR))
    return kind._default_manager.published().going_on().filter(old | unanswered)


def due(kind: type[Sheet], now: datetime) -> SheetQuerySet:
    """Return the published sheets whose authors are to be asked: a year after the last news, three times at most."""
    limit = now - YEAR
    sent = Revision.objects.filter(
        content_type__app_label=kind._meta.app_label,
        content_type__model=kind._meta.model_name,
        object_id=OuterRef("pk"),
        action=Revision.Action.SUBMIT,
    )
    sheets = kind._default_manager.published().filter(
        Q(verified_at__lte=limit) | Q(verified_at=None, published_at__lte=limit),
        Q(reminded_at=None) | Q(reminded_at__lte=limit),
        Exists(sent),
        submitted_by__confirmed_at__isnull=False,
        reminders__lt=REMINDERS,
    )
    return sheets.going_on().order_by("pk")


def remind() -> int:
    """Ask the authors of the sheets that are due; return how many were asked."""
    now, asked = timezone.now(), 0
    for kind in filter(lambda kind: kind.lasts, sheet_models()):
        for pk in list(due(kind, now).values_list("pk", flat=True)[: MOST - asked]):
            asked += _ask(kind, pk, now)
    return asked


@transaction.atomic
def _ask(kind: type[Sheet], pk: int, now: datetime) -> bool:
    """Ask about one sheet, unless it was verified, withdrawn or asked about this very moment."""
    sheet = (
        due(kind, now).select_for_update(skip_locked=True, no_key=True, of=("self",)).filter(pk=pk).first()
    )
    if sheet is None:
        return False
    sheet.reminders += 1
    sheet.reminded_at = now
    sheet.save(update_fields=["reminders", "reminded_at"])
    mails.ask_whether_true(sheet=sheet)
    return True
