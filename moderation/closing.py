"""Putting a sheet away because it came to its end: nobody took it down, and its author needs no mail about it."""

from django.db import transaction
from django.utils import timezone

from moderation.actions import TransitionRefused, lock, record
from moderation.authors import Author
from moderation.models import Revision, Sheet, Status


@transaction.atomic
def close(*, sheet: Sheet, by: Author, note: str, **changes: object) -> Sheet:
    """Archive a published sheet, with what its kind has to say of its end (columns and their values).

    Raises TransitionRefused when it is not public any more.
    """
    locked = lock(sheet)
    if not locked.is_published:
        raise TransitionRefused(
            f"«\u00a0{locked.title_text}\u00a0» est {locked.get_status_display()}\u00a0: rien à terminer."
        )
    locked.status, locked.updated_at = Status.ARCHIVED, timezone.now()
    for name, value in changes.items():
        setattr(locked, name, value)
    locked.save()
    record(locked, action=Revision.Action.ARCHIVE, by=by, note=note)
    locked.refresh()
    return locked
