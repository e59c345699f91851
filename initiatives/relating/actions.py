"""Declaring a relation, answering, taking it back: each is one transaction, under the locks of both sheets."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils import timezone

from initiatives.models import Actor, Agreement, DeclaredBy
from initiatives.relating import cases, mails
from initiatives.relating.bonds import Bond, opposite
from initiatives.relating.rings import closes_a_ring, makes_ring
from moderation.actions import TransitionRefused, keep_change, record
from moderation.authors import Author
from moderation.models import Revision, Sheet
from moderation.speakers import speaker_of

State = Agreement.State


@transaction.atomic
def propose(*, bond: Bond, side: str, by: Author) -> bool:
    """Declare a relation for one side, and ask the other; return whether both agree already.

    They do when the other side proposed the same, or when one person answers for both.
    Raises TransitionRefused, with the reason in French.
    """
    bond = _locked(bond)
    _check(bond)
    row = bond.rows().first()
    if row is not None and row.declared_by in (DeclaredBy.BOTH, side):
        known = "Les deux côtés l’ont déjà confirmé." if row.is_agreed else "Vous l’avez déjà proposé."
        raise TransitionRefused(known)
    if by.contributor is not None:
        by.contributor.confirm()
    if row is not None:
        closed = _agree(bond, row, by)
        _tell_proposer(closed, bond, side, by, yes=True)
        return True
    if cases.is_refused(bond, side):
        raise TransitionRefused(
            "L’autre côté a répondu non il y a moins de six mois\u00a0: ce lien ne peut pas être proposé de nouveau."
        )
    if _turns_round(bond):
        raise TransitionRefused(
            "Ce lien tournerait en rond\u00a0: de proche en proche, l’autre fiche dit déjà l’inverse."
        )
    bond.declare(side)
    speaker = speaker_of(bond.sheet(opposite(side)))
    if speaker is not None and by.contributor is not None and speaker.pk == by.contributor.pk:
        _agree(bond, bond.rows().get(), by)
        return True
    _tell_history(bond, by, "Lien proposé")
    cases.open_case(bond, declared_by=side, proposed_by=by.contributor)
    return False


@transaction.atomic
def answer(*, bond: Bond, side: str, yes: bool, by: Author, case: Agreement | None = None) -> bool:
    """Say for one side whether what the other declares is true; False when there is nothing to answer any more.

    `case` is the question, where one is answered: of a sheet that joined another since, it names the former one.
    Raises TransitionRefused for a yes to what may not be bound any more, as while one of the sheets is not public.
    """
    bond = _locked(bond)
    row = bond.rows().select_for_update().first()
    if row is None or row.declared_by != opposite(side):
        return False
    if yes and not bond.are_published:
        raise TransitionRefused(
            "Une des deux fiches n’est plus en ligne\u00a0: ce lien ne peut pas être confirmé."
        )
    if yes:
        _check(bond)
    if by.contributor is not None:
        by.contributor.confirm()
    if yes:
        closed = _agree(bond, row, by)
    else:
        row.delete()
        closed = cases.close(bond, State.REFUSED, declared_by=opposite(side))
        _tell_history(bond, by, "Lien refusé")
    if case is not None and case.pk != closed.pk:
        Agreement.objects.filter(pk=case.pk).update(state=closed.state, answered_at=closed.answered_at)
    _tell_proposer(case or closed, bond, side, by, yes=yes)
    return True


@transaction.atomic
def withdraw(*, bond: Bond, side: str, by: Author) -> bool:
    """Take back for one side a relation that it declares, alone or with the other; False when it is gone already.

    The other side may not propose one again for six months that was agreed: it is a refusal.
    """
    bond = _locked(bond)
    row = bond.rows().select_for_update().first()
    if row is None or row.declared_by not in (DeclaredBy.BOTH, side):
        return False
    agreed = row.is_agreed
    row.delete()
    if agreed:
        cases.close(bond, State.REFUSED, declared_by=opposite(side))
    else:
        cases.close(bond, State.WITHDRAWN, declared_by=side)  # who was asked is not asked again and again
    _tell_history(bond, by, "Lien retiré")
    return True


def _agree(bond: Bond, row: Any, by: Author) -> Agreement:
    """Have a row say that both sides confirm it."""
    declared_by, row.declared_by = row.declared_by, DeclaredBy.BOTH
    row.save(update_fields=["declared_by"])
    closed = cases.close(bond, State.AGREED, declared_by=declared_by)
    _tell_history(bond, by, "Lien confirmé des deux côtés")
    return closed


def _turns_round(bond: Bond) -> bool:
    if bond.kind == Agreement.Kind.KINSHIP:
        return makes_ring(initiative=bond.subject.pk, other=bond.object.pk, kind=bond.role)
    if isinstance(bond.subject, Actor) and isinstance(bond.object, Actor):
        return closes_a_ring(bond.subject, bond.object)
    return False


def _locked(bond: Bond) -> Bond:
    try:
        return bond.locked()
    except ObjectDoesNotExist as gone:
        raise TransitionRefused("Une des deux fiches n’existe plus.") from gone


def _check(bond: Bond) -> None:
    """Raise TransitionRefused for what may not be bound."""
    if type(bond.subject) is type(bond.object) and bond.subject.pk == bond.object.pk:
        raise TransitionRefused("Une fiche ne peut pas être liée à elle-même.")
    if not bond.are_published:
        raise TransitionRefused("Une des deux fiches n’est pas en ligne.")
    if bond.kind == Agreement.Kind.MEMBERSHIP and bond.object.kind != Actor.Kind.NETWORK:
        raise TransitionRefused(f"«\u00a0{bond.object.title_text}\u00a0» n’est pas un réseau.")


def _tell_history(bond: Bond, by: Author, what: str) -> None:
    """Keep a revision of the sheets whose page shows it."""
    note = f"{what}\u00a0: {bond.sentence}."
    if bond.kind == Agreement.Kind.PARTICIPATION:  # lists and cards of the initiative name its actors
        keep_change(bond.object, action=Revision.Action.AMEND, by=by, note=note)
        return
    for sheet in (bond.subject, bond.object):
        sheet.updated_at = timezone.now()
        sheet.save(update_fields=["updated_at"])
        record(sheet, action=Revision.Action.AMEND, by=by, note=note)


def _tell_proposer(case: Agreement, bond: Bond, side: str, by: Author, *, yes: bool) -> None:
    """Write to who proposed a relation, as long as they answer for the sheet, that the other `side` answered."""
    own: Sheet = bond.sheet(opposite(side))
    proposer = case.proposed_by
    if proposer is None or proposer == by.contributor or not cases.speaks_for(proposer, own):
        return
    mails.tell_answered(bond=bond, sheet=own, other=bond.sheet(side), proposer=proposer, yes=yes)
