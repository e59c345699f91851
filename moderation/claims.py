"""Taking a sheet that waits, so that two people do not decide about it at once."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from contributors.models import User
from moderation.actions import TransitionRefused, lock
from moderation.models import Claim, Sheet, SheetQuerySet, Status

ANSWER_TIME = timedelta(days=21)  # docs/guide-moderation.md: without an answer for so long, somebody decides
TRIES = 5  # sheets of each kind: as many people may press « Traiter la suivante » at the same moment

# Where a sheet stands in the line of all kinds: since when it waits, its kind, its number.
Place = tuple[datetime, str, int]


class Taken(TransitionRefused):
    """Somebody else is dealing with the sheet: `claim` says who."""

    def __init__(self, claim: Claim) -> None:
        super().__init__(f"Cette fiche est déjà prise par {claim.who}.")
        self.claim = claim


@transaction.atomic
def take(*, sheet: Sheet, user: User, over: bool = False) -> Claim:
    """Take a sheet that waits; `over` says that it may be somebody else's.

    Raises Taken when somebody else has it and `over` is not said, TransitionRefused when it does not wait any more.
    """
    locked = lock(sheet)
    if locked.status != Status.PENDING:
        raise TransitionRefused(
            f"«\u00a0{locked.title_text}\u00a0» est {locked.get_status_display()}\u00a0: elle n’est plus à prendre."
        )
    claim = Claim.objects.about(locked).select_related("user").first()
    if claim and not over and not claim.is_of(user) and Claim.objects.standing().filter(pk=claim.pk).exists():
        raise Taken(claim)
    found, _ = Claim.objects.update_or_create(
        content_type=locked.content_type(),
        object_id=locked.pk,
        defaults={"user": user, "at": timezone.now()},
    )
    return found


@transaction.atomic
def release(*, sheet: Sheet, user: User) -> bool:
    """Let go of a sheet; return False if this person did not have it."""
    gone, _ = Claim.objects.about(lock(sheet)).filter(user=user).delete()
    return bool(gone)


def claim_of(sheet: Sheet) -> Claim | None:
    """Return the claim that holds on a sheet, or None."""
    return Claim.objects.standing().about(sheet).select_related("user").first()


def free_for(sheets: SheetQuerySet, user: User) -> SheetQuerySet:
    """Return the sheets that this person may deal with now, the one that waits longest first.

    Left out: what others took, what waits for its author's answer, what waits along with another.
    """
    claims = Claim.objects.of_kind(sheets.model).standing().exclude(user=user)
    asked = timezone.now() - ANSWER_TIME
    free = sheets.on_their_own().exclude(pk__in=claims.values("object_id"))
    return free.filter(Q(question_asked_at=None) | Q(question_asked_at__lt=asked)).pending()


def place_of(sheet: Sheet) -> Place | None:
    """Return where a sheet stands, or stood, in the line; None if it never waited."""
    return (sheet.queued_at, sheet._meta.label_lower, sheet.pk) if sheet.queued_at else None


def take_next(*, kinds: Iterable[type[Sheet]], user: User, after: Place | None = None) -> Sheet | None:
    """Take, among these kinds, the sheet of this person's that waits longest; return it, or None when none is left.

    `after` is the place in the line of the one just seen: those before it were passed over.
    """
    candidates: list[tuple[Place, Sheet]] = []
    for kind in kinds:
        free = free_for(kind._default_manager.moderated_by(user), user)
        if after:
            free = free.filter(queued_at__gte=after[0])
            if kind._meta.label_lower < after[1]:
                free = free.exclude(queued_at=after[0])
            elif kind._meta.label_lower == after[1]:
                free = free.exclude(queued_at=after[0], pk__lte=after[2])
        candidates += [(place, sheet) for sheet in free[:TRIES] if (place := place_of(sheet))]
    for _, sheet in sorted(candidates, key=lambda candidate: candidate[0]):
        try:
            take(sheet=sheet, user=user)
        except (TransitionRefused, type(sheet).DoesNotExist):
            continue  # somebody was quicker
        return sheet
    return None
