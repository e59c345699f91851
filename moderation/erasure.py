"""Deleting sheets with all that is kept about them, and remembering which: a backup may bring them back."""

import json
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from contributors import acts
from contributors.models import Consent, Contributor, Draft, SignedLink
from moderation.actions import CONFIRMATION_TIME, lock
from moderation.mails import tell_erased
from moderation.models import Erasure, FormerSlug, Question, Report, Revision, Sheet, Status
from outbox.models import Message
from photos.actions import erase as erase_photos
from photos.models import Photo

# accessibility-privacy.md, « Retention »: how long after which date a sheet of each status is kept.
UNCONFIRMED_KEPT = CONFIRMATION_TIME
REFUSED_KEPT = timedelta(days=183)
REPORTS_KEPT = timedelta(days=183)  # once they are dealt with


def sheet_models() -> list[type[Sheet]]:
    """Return every kind of sheet: those of the apps above are found without being named here."""
    return [model for model in apps.get_models() if issubclass(model, Sheet)]


@transaction.atomic
def erase(*, sheet: Sheet) -> None:
    """Delete a sheet: its rows, its photos, its history, the links and consents about it, and what was merged into it.

    Of one that was public, its addresses stay, to answer that it is gone, and a line in the list of erasures.
    """
    kind: Any = type(sheet)
    for merged in kind.objects.filter(merged_into=sheet.pk):
        erase(sheet=merged)
    many_to_many = sheet._meta.many_to_many
    fields = [field.name for field in many_to_many if field.related_model is Photo]
    photos = [photo for name in fields for photo in getattr(sheet, name).all()]
    about_it = {"content_type": sheet.content_type(), "object_id": sheet.pk}
    if sheet.published_at is not None:
        former = FormerSlug.objects.filter(**about_it).values_list("slug", flat=True)
        for slug in {*kind.objects.filter(pk=sheet.pk).values_list("slug", flat=True), *former}:
            Erasure.objects.update_or_create(
                content_type=sheet.content_type(), slug=slug, defaults={"object_id": sheet.pk}
            )
        transaction.on_commit(partial(_write_down, sheet._meta.label_lower, sheet.pk))
    for model in (Revision, Question, Report, Consent, SignedLink, FormerSlug, Draft):
        model._default_manager.filter(**about_it).delete()
    sheet.delete()
    erase_photos(photos)


@transaction.atomic
def erase_for_author(*, sheet: Sheet, contributor: Contributor) -> None:
    """Erase a sheet because who sent it wants it, with the mails that name it; confirm it to them."""
    locked = lock(sheet)
    mails = Message.objects.filter(to__iexact=contributor.email, subject__contains=locked.title_text[:150])
    mails.delete()
    acts.record(acts.Kind.ERASURE, by=None, about=acts.name_of(locked), detail="à la demande de son auteur")
    erase(sheet=locked)
    tell_erased(contributor=contributor)


def _write_down(kind: str, number: int) -> None:
    """Add a line to the list of erasures, which lies outside the database that a backup brings back."""
    line = {"kind": kind, "number": number, "at": timezone.now().isoformat(timespec="seconds")}
    with erasure_list().open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def erasure_list() -> Path:
    """Return where erasures are written down."""
    return Path(settings.VAR_DIR) / "erasures.jsonl"


def replay() -> int:
    """Erase again what the list of erasures names and a backup brought back; return how many sheets."""
    path, again = erasure_list(), 0
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    for kind, number in {(line["kind"], line["number"]) for line in map(json.loads, lines)}:
        sheet = apps.get_model(kind)._default_manager.filter(pk=number).first()
        if isinstance(sheet, Sheet):
            erase(sheet=sheet)
            again += 1
    return again


def purge() -> dict[str, int]:
    """Delete what nobody confirmed, what was refused and reports dealt with long ago; return how many of each."""
    now = timezone.now()
    return {
        "unconfirmed sheets": _purge(Status.UNCONFIRMED, created_at=now - UNCONFIRMED_KEPT),
        "refused sheets": _purge(Status.REFUSED, updated_at=now - REFUSED_KEPT),
        "reports": Report.objects.filter(closed_at__lte=now - REPORTS_KEPT).delete()[0],
    }


def _purge(status: str, **before: datetime) -> int:
    """Delete the sheets of this status whose date is before the one given; return how many went."""
    conditions = {"status": status} | {f"{name}__lte": moment for name, moment in before.items()}
    gone = 0
    for model in sheet_models():
        for pk in list(model._default_manager.filter(**conditions).values_list("pk", flat=True)):
            with transaction.atomic():
                # Read again under a lock: its author may be confirming it at this very moment.
                sheets = model._default_manager.filter(pk=pk, **conditions)
                sheet = sheets.select_for_update(skip_locked=True).first()
                if sheet is not None:
                    erase(sheet=sheet)
                    gone += 1
    return gone
