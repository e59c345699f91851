"""Deleting sheets that were never public, with all that is kept about them."""

from datetime import datetime, timedelta

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from contributors.models import Consent, Draft, SignedLink
from moderation.actions import CONFIRMATION_TIME
from moderation.models import FormerSlug, Question, Report, Revision, Sheet, Status
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
    """Delete a sheet that was never public: its rows, its photos, its history, the links and consents about it."""
    many_to_many = sheet._meta.many_to_many
    fields = [field.name for field in many_to_many if field.related_model is Photo]
    photos = [photo for name in fields for photo in getattr(sheet, name).all()]
    about_it = {"content_type": sheet.content_type(), "object_id": sheet.pk}
    for model in (Revision, Question, Report, Consent, SignedLink, FormerSlug, Draft):
        model._default_manager.filter(**about_it).delete()
    sheet.delete()
    erase_photos(photos)


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
