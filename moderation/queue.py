"""What waits for a moderator, kind by kind."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from contributors.models import User
from moderation.models import Sheet, Status

SHOWN = 10  # sheets of each kind on the front page of the admin


@dataclass(frozen=True)
class Waiting:
    """A sheet in the queue, and the address where it is moderated."""

    sheet: Sheet
    url: str


@dataclass(frozen=True)
class Queue:
    """What waits of one kind."""

    name: str
    """The kind, in the plural."""
    url: str
    """Where the whole queue is."""
    count: int
    oldest: list[Waiting]
    """At most `SHOWN` sheets, the one that waits longest first."""
    unconfirmed: int
    """Sheets whose author has not followed the mailed link yet: nothing to do about them."""


def moderation_url(sheet: Sheet) -> str:
    """Return the address where a sheet is moderated."""
    return reverse(f"admin:{sheet._meta.app_label}_{sheet._meta.model_name}_change", args=[sheet.pk])


def queue_of(kind: type[Sheet], user: User) -> Queue:
    """Return what waits of one kind in the territories of this moderator."""
    sheets = kind._default_manager.moderated_by(user)
    pending = sheets.pending()
    return Queue(
        name=str(kind._meta.verbose_name_plural),
        url=reverse(f"admin:{kind._meta.app_label}_{kind._meta.model_name}_changelist"),
        count=pending.count(),
        oldest=[Waiting(sheet, moderation_url(sheet)) for sheet in pending[:SHOWN]],
        unconfirmed=sheets.filter(status=Status.UNCONFIRMED).count(),
    )


def queues_of(kinds: Iterable[type[Sheet]], user: User) -> list[Queue]:
    """Return the queue of each kind, those where something waits first."""
    return sorted((queue_of(kind, user) for kind in kinds), key=lambda queue: queue.count == 0)
