"""What waits for a moderator, kind by kind."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.urls import reverse

from contributors.models import User
from moderation.models import Claim, Sheet, Status

SHOWN = 10  # sheets of each kind on the front page of the admin
MOST = 10_000  # rows counted: beyond, pages say « plus de 10 000 » (architecture.md, "Addresses")


@dataclass(frozen=True)
class Waiting:
    """A sheet in the queue, the address where it is moderated, and who took it, if somebody did."""

    sheet: Sheet
    url: str
    claim: Claim | None = None


@dataclass(frozen=True)
class Queue:
    """What waits of one kind."""

    name: str
    """The kind, in the plural."""
    url: str
    """Where the whole queue is."""
    count: int
    """At most `MOST` + 1."""
    oldest: list[Waiting]
    """At most `SHOWN` sheets, the one that waits longest first."""
    unconfirmed: int
    """Sheets whose author has not followed the mailed link yet: nothing to do about them."""
    taken: int = 0
    """Of those that wait, how many somebody is dealing with."""

    @property
    def since(self) -> datetime | None:
        """Since when the oldest one waits."""
        return self.oldest[0].sheet.queued_at if self.oldest else None


def counted(rows: QuerySet) -> int:
    """Return how many rows there are, at most `MOST` + 1: the cost does not grow with the site."""
    return rows.order_by()[: MOST + 1].count()


def moderation_url(sheet: Sheet) -> str:
    """Return the address where a sheet is moderated."""
    return reverse(f"admin:{sheet._meta.app_label}_{sheet._meta.model_name}_change", args=[sheet.pk])


def list_url(kind: type[Sheet]) -> str:
    """Return the address of the list of a kind, where what waits is shown first."""
    return reverse(f"admin:{kind._meta.app_label}_{kind._meta.model_name}_changelist")


def queue_of(kind: type[Sheet], user: User) -> Queue:
    """Return what waits of one kind for this moderator."""
    sheets = kind._default_manager.moderated_by(user)
    pending = sheets.pending()
    oldest = list(pending[:SHOWN])
    claims = Claim.objects.of_kind(kind).select_related("user")
    held = claims.by_sheet(oldest) if oldest else {}
    return Queue(
        name=str(kind._meta.verbose_name_plural),
        url=list_url(kind),
        # What is shown whole is counted already.
        count=len(oldest) if len(oldest) < SHOWN else counted(pending),
        oldest=[Waiting(sheet, moderation_url(sheet), held.get(sheet.pk)) for sheet in oldest],
        unconfirmed=counted(sheets.filter(status=Status.UNCONFIRMED)),
        taken=pending.filter(pk__in=claims.standing().values("object_id")).count() if oldest else 0,
    )


def queues_of(kinds: Iterable[type[Sheet]], user: User) -> list[Queue]:
    """Return the queue of each kind, those where something waits first."""
    return sorted((queue_of(kind, user) for kind in kinds), key=lambda queue: queue.count == 0)


def taken_by(user: User, kinds: Iterable[type[Sheet]]) -> list[Waiting]:
    """Return what this person took and still may moderate, what was taken first in front."""
    held: dict[int, dict[int, Claim]] = {}
    for claim in Claim.objects.standing().filter(user=user):
        held.setdefault(claim.content_type_id, {})[claim.object_id] = claim
    found: list[Waiting] = []
    for kind in kinds:
        if claims := held.get(ContentType.objects.get_for_model(kind).pk):
            sheets = kind._default_manager.moderated_by(user).pending().filter(pk__in=claims)
            found += [Waiting(sheet, moderation_url(sheet), claims[sheet.pk]) for sheet in sheets]
    return sorted(found, key=lambda waiting: waiting.claim.at if waiting.claim else datetime.max)
