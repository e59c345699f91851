"""Changing a sheet that is not one's own: proposing, confirming, accepting all or part, refusing.

Nothing is overwritten unseen: whoever accepts says which version of the sheet they saw (`seen`).
"""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from contributors import consent_texts
from contributors.models import Consent, Contributor, SignedLink
from moderation import actions, mails
from moderation.actions import CONFIRMATION_TIME, TransitionRefused, keep_change, lock
from moderation.authors import Author
from moderation.handing_on import locked_sheet
from moderation.models import CharterTick, Proposal, Revision, Sheet, Status, Trust
from moderation.snapshots import faults, not_back
from moderation.trusting import trust
from moderation.wishes import Changes, newest_version, wishes, wishes_of
from photos.actions import erase as erase_photos
from photos.models import Photo

State = Proposal.State
CONTACTS = ("phone", "email")


class SheetChanged(Exception):
    """The sheet changed since it was looked at: it must be looked at again."""


@transaction.atomic
def send(
    *,
    sheet: Sheet,
    contributor: Contributor,
    changes: Changes,
    remark: str = "",
    photo: Photo | None = None,
) -> Proposal:
    """Keep what somebody proposes to change in a published sheet, and mail them a link to confirm it.

    Raises TransitionRefused when the sheet is not public any more.
    """
    proposal = _keep(sheet, contributor, changes, remark, photo)
    token = SignedLink.objects.issue(
        purpose=SignedLink.Purpose.PROPOSE, contributor=contributor, sheet=proposal, valid=CONFIRMATION_TIME
    )
    Consent.objects.keep(
        sheet=sheet,
        contributor=contributor,
        purpose=Consent.Purpose.PUBLICATION,
        text=consent_texts.CHANGE,
    )
    _keep_contact_consent(sheet, contributor, changes)
    mails.ask_proposal_confirmation(proposal=proposal, sheet=sheet, contributor=contributor, token=token)
    return proposal


@transaction.atomic
def confirm(*, proposal: Proposal) -> Proposal:
    """Hand a proposal to the moderators, or publish it if they trust its author; a second click changes nothing."""
    sheet = locked_sheet(proposal)
    locked = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    contributor = locked.contributor
    if locked.state != State.UNCONFIRMED or contributor is None:
        return locked
    contributor.confirm()
    _hand_over(locked, sheet, contributor)
    return locked


@transaction.atomic
def correct(
    *,
    sheet: Sheet,
    contributor: Contributor,
    changes: Changes,
    seen: int,
    remark: str = "",
    photo: Photo | None = None,
) -> Proposal | None:
    """Change a sheet in the name of its author, who needs no other link to confirm it.

    One that is not public yet is changed at once, and sent again if it was refused. One that is public waits for a
    moderator like any proposal, which is returned, unless they trust its author. Raises SheetChanged when that would
    overwrite what changed since version `seen`, TransitionRefused when it is too late.
    """
    locked = lock(sheet)
    if not may_be_corrected(locked):
        raise TransitionRefused(f"«\u00a0{locked.title_text}\u00a0» ne peut plus être corrigée.")
    _keep_contact_consent(locked, contributor, changes)
    if locked.is_published and not Trust.objects.covers(locked, contributor):
        proposal = _keep(locked, contributor, changes, remark, photo)
        _hand_over(proposal, locked, contributor)
        return proposal
    if newest_version(locked) != seen and any(wish.meanwhile for wish in wishes_of(locked, changes)):
        raise SheetChanged
    after = {name: change["after"] for name, change in changes.items()}
    _apply(locked, after, by=Author.contributing(contributor), note="")
    CharterTick.objects.about(locked).delete()  # they were about other words
    if locked.status == Status.REFUSED:
        resent = actions.enqueue(sheet=locked, by=Author.contributing(contributor))
        mails.tell_moderators(sheet=resent)
    return None


@transaction.atomic
def accept(
    *,
    proposal: Proposal,
    by: Author,
    names: Collection[str],
    seen: int,
    answer: str = "",
    trusting: bool = False,
) -> list[str]:
    """Change the sheet as proposed, in these fields only; return, in French, what could not be taken over.

    Its author and that of the sheet are told. Raises SheetChanged when the sheet is not in version `seen` any more,
    TransitionRefused when somebody decided already or nothing is chosen.
    """
    sheet = locked_sheet(proposal)
    locked = _waiting(proposal)
    chosen = {name: value for name, value in locked.after.items() if name in names}
    if not chosen:
        raise TransitionRefused("Cochez au moins un changement, ou refusez la proposition.")
    if not sheet.has_page:
        raise TransitionRefused(f"«\u00a0{sheet.title_text}\u00a0» n’est plus en ligne.")
    if newest_version(sheet) != seen:
        raise SheetChanged
    left = _take(locked, sheet, chosen, by=by)
    _decide(locked, State.ACCEPTED, by=by, answer=answer, accepted=sorted(chosen))
    if trusting and locked.contributor:
        trust(sheet=sheet, contributor=locked.contributor, by=by)
    if locked.contributor:
        mails.tell_proposal_decided(proposal=locked, sheet=sheet, contributor=locked.contributor)
    _tell_author(locked, sheet)
    return left


@transaction.atomic
def refuse(*, proposal: Proposal, by: Author, reason: str) -> Proposal:
    """Leave the sheet as it is, for a reason (French, not empty) that is mailed to who proposed the change."""
    sheet = locked_sheet(proposal)
    locked = _waiting(proposal)
    if not reason.strip():
        raise TransitionRefused("Écrivez pourquoi\u00a0: la personne qui propose doit le savoir.")
    _decide(locked, State.REFUSED, by=by, answer=reason)
    if locked.contributor:
        mails.tell_proposal_decided(proposal=locked, sheet=sheet, contributor=locked.contributor)
    return locked


def may_be_corrected(sheet: Sheet) -> bool:
    """Tell whether its author may still change a sheet."""
    return sheet.status in (Status.PENDING, Status.REFUSED, Status.PUBLISHED)


def _waiting(proposal: Proposal) -> Proposal:
    """Return a proposal read again under a lock, unless somebody was quicker."""
    locked = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if locked.state != State.PENDING:
        raise TransitionRefused("Cette proposition a déjà été examinée.")
    return locked


def _keep(
    sheet: Sheet, contributor: Contributor, changes: Changes, remark: str, photo: Photo | None
) -> Proposal:
    locked = lock(sheet)
    if not locked.is_published:
        raise TransitionRefused(f"«\u00a0{locked.title_text}\u00a0» n’est plus en ligne.")
    return Proposal.objects.create(
        sheet=locked, contributor=contributor, changes=changes, comment=remark, photo=photo
    )


def _keep_contact_consent(sheet: Sheet, contributor: Contributor, changes: Changes) -> None:
    """Keep the consent to a public contact that is new."""
    if any(changes[name]["after"] for name in CONTACTS if name in changes):
        purpose, text = Consent.Purpose.PUBLIC_CONTACT, consent_texts.PUBLIC_CONTACT
        Consent.objects.keep(sheet=sheet, contributor=contributor, purpose=purpose, text=text)


def _hand_over(proposal: Proposal, sheet: Sheet, contributor: Contributor) -> None:
    """Take over what a trusted person changes, unless somebody else changed the same; give the rest to moderators."""
    trusted = sheet.is_published and Trust.objects.covers(sheet, contributor)
    if trusted and not any(wish.meanwhile for wish in wishes(proposal, sheet)):
        # What cannot be taken over as it is, moderators are to see.
        with suppress(TransitionRefused), transaction.atomic():
            _take(proposal, lock(sheet), proposal.after, by=Author.contributing(contributor))
            _decide(proposal, State.ACCEPTED, by=None, accepted=sorted(proposal.changes))
            mails.tell_proposal_decided(proposal=proposal, sheet=sheet, contributor=contributor)
            _tell_author(proposal, sheet)
            return
    proposal.state, proposal.queued_at = State.PENDING, timezone.now()
    proposal.save(update_fields=["state", "queued_at"])
    mails.tell_proposed(proposal=proposal, sheet=sheet)


def _take(proposal: Proposal, sheet: Sheet, chosen: Mapping[str, Any], *, by: Author) -> list[str]:
    """Change the sheet; the photo that came goes with it, or goes."""
    author = Author(Revision.Role.CONTRIBUTOR, user=by.user)
    left = _apply(sheet, chosen, by=author, note=f"Proposition n°\u00a0{proposal.pk}.")
    if proposal.photo and "photos" in chosen:
        proposal.photo = None  # it belongs to the sheet now
    return left


def _apply(sheet: Sheet, after: Mapping[str, Any], *, by: Author, note: str) -> list[str]:
    """Give a locked sheet new values of some fields; return what could not be taken over."""
    sheet.edit_form().bring(after)
    try:
        left = sheet.restore_snapshot(sheet.snapshot() | dict(after))
    except ValidationError as error:
        raise TransitionRefused(f"Ces changements ne vont pas ensemble. {faults(sheet, error)}") from error
    if left and by.user is None:  # nobody is there to be told, and to mend it
        raise TransitionRefused(f"Ces changements ne vont pas ensemble. {not_back(left)}")
    if by.user and not type(sheet)._default_manager.moderated_by(by.user).filter(pk=sheet.pk).exists():
        raise TransitionRefused("Avec ces changements, la fiche sort des territoires que vous modérez.")
    keep_change(sheet, action=Revision.Action.PROPOSAL, by=by, note=f"{note} {not_back(left)}".strip())
    return left


def _decide(
    proposal: Proposal, state: str, *, by: Author | None, answer: str = "", accepted: Sequence[str] = ()
) -> None:
    """Note what became of a proposal; a photo that no sheet took goes."""
    photo, proposal.photo = proposal.photo, None
    proposal.state, proposal.decided_at = state, timezone.now()
    proposal.decided_by = by.user if by else None
    proposal.answer, proposal.accepted = answer.strip(), list(accepted)
    proposal.save()
    erase_photos([photo] if photo else [])


def _tell_author(proposal: Proposal, sheet: Sheet) -> None:
    """Tell its author that somebody else changed a sheet."""
    if sheet.submitted_by_id not in (None, proposal.contributor_id):
        mails.tell_changed(sheet=sheet)
