"""The transitions of a sheet: the only code that writes `status`.

Each is one transaction: the row is locked, the move is checked against `MOVES`, a revision is kept, what is
derived is brought in line, and mails are written in the outbox; all of it happens, or none.
"""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from contributors.models import Contributor, SignedLink
from moderation import holdings, mails
from moderation.authors import Author
from moderation.models import Claim, Revision, Sheet, Status
from moderation.snapshots import faults, not_back

CONFIRMATION_TIME = timedelta(days=7)  # accessibility-privacy.md: unconfirmed submissions are kept seven days

# From where each action may start, and where it leads (architecture.md, "Status of every moderated kind").
MOVES: dict[str, tuple[set[str], str]] = {
    Revision.Action.CONFIRM: ({Status.UNCONFIRMED}, Status.PENDING),
    Revision.Action.PUBLISH: ({Status.PENDING}, Status.PUBLISHED),
    Revision.Action.REFUSE: ({Status.PENDING}, Status.REFUSED),
    Revision.Action.RESUBMIT: ({Status.REFUSED}, Status.PENDING),
    Revision.Action.ARCHIVE: ({Status.PUBLISHED}, Status.ARCHIVED),
    Revision.Action.WITHDRAW: ({Status.PUBLISHED}, Status.WITHDRAWN),
    Revision.Action.RESTORE: ({Status.ARCHIVED, Status.WITHDRAWN}, Status.PUBLISHED),
}
TAKES_DOWN = (Revision.Action.ARCHIVE, Revision.Action.WITHDRAW)  # whatever has a page, even once it ended


class TransitionRefused(Exception):
    """The sheet is not where this action starts; the message, in French, is for the person who tried."""


def lock(sheet: Sheet) -> Sheet:
    """Return the sheet read again under a row lock, which rows that only point at it do not wait for."""
    return type(sheet)._default_manager.select_for_update(no_key=True).get(pk=sheet.pk)


def _companions(sheet: Sheet, status: str) -> list[Sheet]:
    """Return what shares the fate of a sheet, of this status, locked.

    The sheet first, then these in order, before anything is refreshed: publications never wait in a circle.
    """
    found = sorted(sheet.companions(), key=lambda companion: companion.pk)
    return [locked for locked in map(lock, found) if locked.status == status]


def record(sheet: Sheet, *, action: str, by: Author, note: str = "") -> Revision:
    """Keep what the sheet shows now, and tell those above that depend on it."""
    holdings.follow(sheet)
    return Revision.objects.create(
        content_type=sheet.content_type(),
        object_id=sheet.pk,
        action=action,
        role=by.role,
        user=by.user,
        note=note,
        data=sheet.snapshot(),
    )


def keep_change(locked: Sheet, *, action: str, by: Author, note: str) -> Sheet:
    """Record what a sheet says since it was changed, and bring in line what derives from it."""
    locked.updated_at = timezone.now()
    locked.save(update_fields=["updated_at"])
    record(locked, action=action, by=by, note=note)
    locked.refresh()
    return locked


def _move(sheet: Sheet, *, action: str, by: Author, note: str = "", **changes: object) -> Sheet:
    """Lock, check, change the status and what goes with it, keep a revision, refresh; return the sheet."""
    locked = lock(sheet)
    origins, target = MOVES[action]
    if locked.status not in origins and not (action in TAKES_DOWN and locked.has_page):
        tried = f"{locked.get_status_display()}\u00a0: {Revision.Action(action).label}"
        raise TransitionRefused(f"«\u00a0{locked.title_text}\u00a0» est {tried} impossible.")
    if target == Status.PUBLISHED and (reason := locked.why_not_public()):
        raise TransitionRefused(reason)
    now = timezone.now()
    locked.status, locked.updated_at = target, now
    if target == Status.PENDING:
        locked.queued_at = now
    if target == Status.PUBLISHED:
        locked.published_at = locked.published_at or now
        locked.question_asked_at, locked.refusal_reason = None, ""
    for name, value in changes.items():
        setattr(locked, name, value)
    locked.save()
    Claim.objects.about(locked).delete()
    record(locked, action=action, by=by, note=note)
    locked.refresh()
    return locked


@transaction.atomic
def submit(*, sheet: Sheet, contributor: Contributor) -> str:
    """Record a sheet just made by a public form, not confirmed yet; return the token of the link mailed."""
    record(sheet, action=Revision.Action.SUBMIT, by=Author.contributing(contributor))
    token = SignedLink.objects.issue(
        purpose=SignedLink.Purpose.CONFIRM, contributor=contributor, sheet=sheet, valid=CONFIRMATION_TIME
    )
    expires = timezone.now() + CONFIRMATION_TIME
    mails.ask_confirmation(sheet=sheet, contributor=contributor, token=token, expires=expires)
    return token


@transaction.atomic
def send_link_again(*, sheet: Sheet, contributor: Contributor) -> None:
    """Mail a new confirmation link, which replaces the one before; it ends when the sheet would be purged anyway."""
    locked = lock(sheet)
    expires = locked.created_at + CONFIRMATION_TIME
    left = expires - timezone.now()
    if locked.status != Status.UNCONFIRMED or left <= timedelta():
        return
    token = SignedLink.objects.issue(
        purpose=SignedLink.Purpose.CONFIRM, contributor=contributor, sheet=locked, valid=left
    )
    mails.ask_confirmation(sheet=locked, contributor=contributor, token=token, expires=expires)


@transaction.atomic
def confirm(*, sheet: Sheet, contributor: Contributor) -> Sheet:
    """Put a sheet in the moderators' queue: its author has followed the mailed link. A second click changes nothing.

    Raises TransitionRefused when the sheet went further already in another way.
    """
    locked = lock(sheet)
    if locked.status != Status.UNCONFIRMED:
        return locked
    contributor.confirm()
    by = Author.contributing(contributor)
    for companion in _companions(locked, Status.UNCONFIRMED):
        _move(companion, action=Revision.Action.CONFIRM, by=by)
    moved = _move(locked, action=Revision.Action.CONFIRM, by=by)
    mails.tell_moderators(sheet=moved)
    return moved


@transaction.atomic
def enqueue(*, sheet: Sheet, by: Author) -> Sheet:
    """Put in the queue a sheet that no mail needs to confirm (made in the admin), or one sent again after a refusal."""
    action = Revision.Action.RESUBMIT if sheet.status == Status.REFUSED else Revision.Action.CONFIRM
    return _move(sheet, action=action, by=by)


@transaction.atomic
def publish(*, sheet: Sheet, by: Author) -> Sheet:
    """Show a sheet to everybody, with the actors that were named in it, and tell its author.

    Raises TransitionRefused unless it waits in the queue.
    """
    locked = lock(sheet)
    for companion in _companions(locked, Status.PENDING):
        _move(companion, action=Revision.Action.PUBLISH, by=by)
    published = _move(locked, action=Revision.Action.PUBLISH, by=by)
    mails.tell_published(sheet=published)
    published.announce()
    return published


@transaction.atomic
def refuse(*, sheet: Sheet, by: Author, reason: str) -> Sheet:
    """Refuse a sheet that waits, for a reason (French, not empty) that is mailed to its author."""
    if not reason.strip():
        raise TransitionRefused(
            "Écrivez le motif du refus\u00a0: il est envoyé à la personne qui a proposé la fiche."
        )
    refused = _move(sheet, action=Revision.Action.REFUSE, by=by, note=reason, refusal_reason=reason.strip())
    mails.tell_refused(sheet=refused)
    return refused


@transaction.atomic
def archive(*, sheet: Sheet, by: Author, reason: str = "") -> Sheet:
    """Take a published sheet down."""
    archived = _move(sheet, action=Revision.Action.ARCHIVE, by=by, note=reason, **sheet.once_down)
    mails.tell_archived(sheet=archived, reason=reason)
    return archived


@transaction.atomic
def withdraw(*, sheet: Sheet, by: Author) -> Sheet:
    """Take a published sheet down because its contributor wants it, and confirm it to them."""
    withdrawn = _move(sheet, action=Revision.Action.WITHDRAW, by=by, **sheet.once_down)
    mails.tell_withdrawn(sheet=withdrawn)
    return withdrawn


@transaction.atomic
def end(*, sheet: Sheet, by: Author) -> Sheet:
    """Say that what a published sheet tells came to its end; it stays public, as a memory of it."""
    locked = lock(sheet)
    if not locked.is_published or not locked.may_end:
        raise TransitionRefused(f"«\u00a0{locked.title_text}\u00a0» ne peut pas être dite terminée.")
    locked.end()
    return amend(sheet=locked, by=by)


@transaction.atomic
def restore(*, sheet: Sheet, by: Author) -> Sheet:
    """Show again a sheet that was archived or withdrawn."""
    return _move(sheet, action=Revision.Action.RESTORE, by=by)


@transaction.atomic
def amend(*, sheet: Sheet, by: Author, note: str = "") -> Sheet:
    """Record what was just changed in a sheet (its rows are already saved), and bring in line what derives from it."""
    return keep_change(lock(sheet), action=Revision.Action.AMEND, by=by, note=note)


@transaction.atomic
def revert(*, sheet: Sheet, revision: Revision, by: Author) -> list[str]:
    """Bring a sheet back to what it said after an earlier step; return, in French, what is gone and could not come.

    Raises TransitionRefused for a version that is erased or another sheet's, that is not valid any more, or in which
    the sheet would leave the territories of whoever moderates it.
    """
    locked = lock(sheet)
    version = Revision.objects.about(locked).filter(pk=revision.pk).first()
    if version is None or version.is_erased:
        raise TransitionRefused("Cette version n’existe plus\u00a0: la fiche reste comme elle est.")
    try:
        left = locked.restore_snapshot(version.data)
    except ValidationError as error:
        raise TransitionRefused(f"Cette version ne peut pas revenir. {faults(locked, error)}") from error
    if by.user and not type(locked)._default_manager.moderated_by(by.user).filter(pk=locked.pk).exists():
        raise TransitionRefused("Dans cette version, la fiche est hors des territoires que vous modérez.")
    note = f"Retour à la version du {version.moment} ({version.get_action_display()})."
    keep_change(locked, action=Revision.Action.REVERT, by=by, note=" ".join([note, not_back(left)]).strip())
    return left


@transaction.atomic
def import_published(*, sheet: Sheet, by: Author, published_at: datetime | None = None) -> Sheet:
    """Publish at once a sheet made by an importer or by the demonstration set, without any mail."""
    now = timezone.now()
    locked = lock(sheet)
    locked.status, locked.published_at = Status.PUBLISHED, published_at or now
    locked.queued_at = locked.queued_at or now
    locked.save()
    record(locked, action=Revision.Action.IMPORT, by=by)
    locked.refresh()
    return locked
