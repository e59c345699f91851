"""Asking the other side, once and once more; what nobody can answer goes to the moderators."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from contributors.limits import hit
from contributors.models import Contributor, SignedLink
from initiatives.models import Agreement, DeclaredBy
from initiatives.models.agreement import REMEMBERED, AgreementQuerySet
from initiatives.relating import mails
from initiatives.relating.bonds import KINDS, Bond, bonds_of, opposite
from moderation.models import Sheet
from moderation.speakers import has_speaker, speaker_of

LINK_TIME = timedelta(days=90)  # how long an answer may take
PATIENCE = timedelta(days=14)  # before the one reminder
MAILS_A_DAY = 10  # to one person: what is more is asked the next night
FOLLOWED = 500  # relations of a sheet that are looked at when it appears
A_NIGHT = 500  # questions and reminders: a large load does not write to everybody at once
TRIED = 20 * A_NIGHT  # of which most may be for people who got enough mails today
State = Agreement.State


def open_case(bond: Bond, *, declared_by: str, proposed_by: Contributor | None = None) -> Agreement:
    """Keep the question whether a relation that one side declares holds, and put it if both sheets are public.

    Call it in the transaction that declares the relation.
    """
    case = bond.open_case(declared_by=declared_by, proposed_by=proposed_by)
    if case.asked_at is None:
        ask(case)
    return case


def ask(case: Agreement) -> bool:
    """Write to who answers for the side that is asked, or hand the question to the moderators; tell whether it was put.

    Nothing happens while one of the sheets is not public, nor when that person got enough mails today.
    """
    bond = Bond.of_case(case)
    if not bond.are_published:
        return False
    silent = bond.sheet(opposite(case.declared_by))
    speaker = speaker_of(silent)
    if speaker is None:
        case.handed_at = timezone.now()
        case.save(update_fields=["handed_at"])
        return True
    if not hit("relation_mail", speaker.email.lower(), limit=MAILS_A_DAY, window=timedelta(days=1)).allowed:
        return False
    _write(case, bond, silent, speaker)
    case.asked, case.asked_at, case.handed_at = speaker, timezone.now(), None
    case.save(update_fields=["asked", "asked_at", "handed_at"])
    return True


def _write(case: Agreement, bond: Bond, silent: Sheet, speaker: Contributor, *, again: bool = False) -> None:
    token = SignedLink.objects.issue(
        purpose=SignedLink.Purpose.RELATE,
        contributor=speaker,
        sheet=case,
        valid=LINK_TIME,
        replace=False,  # the first mail may be the one that is opened
    )
    mails.ask(bond=bond, silent=silent, speaker=speaker, token=token, again=again)


def close(bond: Bond, state: str, *, declared_by: str) -> Agreement:
    """Keep what became of a relation that this side declared; return it with who proposed it."""
    case = bond.cases().select_for_update(of=("self",)).first() or bond.open_case(declared_by=declared_by)
    case.state, case.answered_at, case.declared_by = state, timezone.now(), declared_by
    case.save(update_fields=["state", "answered_at", "declared_by"])
    return case


def is_refused(bond: Bond, side: str) -> bool:
    """Tell whether the other side said no to what this side declares, less than six months ago."""
    since = timezone.now() - REMEMBERED
    refused = bond.cases().filter(state=State.REFUSED, declared_by=side, answered_at__gt=since)
    return refused.exists()


@transaction.atomic
def follow(sheet: Sheet) -> None:
    """Bring the questions about a sheet in line with its relations, which changed otherwise than by an answer.

    It was published, or somebody changed its rows: what one side declares is asked, what both sides declare needs no
    answer any more, what is gone is not asked about.
    """
    for bond, row in bonds_of(sheet, FOLLOWED):
        if row.declared_by != DeclaredBy.BOTH and not bond.cases().waiting().exists():
            open_case(bond, declared_by=row.declared_by)
    for case in about(sheet).waiting():
        bond = Bond.of_case(case)
        row = bond.rows().first()
        if row is None:
            close(bond, State.WITHDRAWN, declared_by=case.declared_by)
        elif row.declared_by == DeclaredBy.BOTH:
            close(bond, State.AGREED, declared_by=case.declared_by)
        elif case.asked_at is None and case.handed_at is None:
            ask(case)


def about(sheet: Sheet) -> AgreementQuerySet:
    """Return the questions about a sheet."""
    sides = {side for columns in KINDS.values() for side in (columns.subject, columns.object)}
    own: Q = Q(pk__in=[])
    for side in sides:
        if Agreement._meta.get_field(side).related_model is type(sheet):
            own |= Q(**{side: sheet})
    return Agreement.objects.filter(own)


def nightly() -> dict[str, int]:
    """Ask what could not be asked yet, remind once, forget old answers; return how many of each.

    What was asked of somebody who does not answer for the sheet any more is asked of who does.
    """
    now = timezone.now()
    waiting = Agreement.objects.waiting().of_published()
    unasked = waiting.filter(asked_at=None, handed_at=None)
    unanswered = waiting.filter(asked_at__lte=now - PATIENCE, reminded_at=None)
    return {
        "asked": sum(_each(waiting.asked_in_vain(), ask_anew)) + sum(_each(unasked, ask)),
        "reminded": sum(_each(unanswered, _remind)),
        "forgotten": Agreement.objects.filter(answered_at__lte=now - REMEMBERED).delete()[0],
    }


def ask_anew(case: Agreement) -> bool:
    """Put a question to who answers for the sheet today, unless that is whom it was put to; tell whether it was put."""
    silent = Bond.of_case(case).sheet(opposite(case.declared_by))
    if case.asked is not None and speaks_for(case.asked, silent):
        return False
    case.asked, case.asked_at, case.reminded_at, case.handed_at = None, None, None, None
    case.save(update_fields=["asked", "asked_at", "reminded_at", "handed_at"])
    return ask(case)


def _each(cases: AgreementQuerySet, act: Callable[[Agreement], bool]) -> Iterator[bool]:
    """Do something with these questions, each in a transaction of its own, unless it is being answered.

    The first of each sheet that is asked, and on until enough were put: those for a sheet that has many, and whose
    person got enough mails today, do not keep the others waiting.
    """
    put = 0
    for pk in list(cases.first_of_each(MAILS_A_DAY).order_by("pk").values_list("pk", flat=True)[:TRIED]):
        with transaction.atomic():
            case = cases.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk).first()
            done = case is not None and act(case)
        yield done
        put += done
        if put == A_NIGHT:
            return


def _remind(case: Agreement) -> bool:
    """Ask once more, and never again, unless the sheets are not public any more or somebody else answers for one."""
    case.reminded_at = timezone.now()
    case.save(update_fields=["reminded_at"])
    bond = Bond.of_case(case)
    silent = bond.sheet(opposite(case.declared_by))
    if case.asked is None or not bond.are_published or not speaks_for(case.asked, silent):
        return False
    _write(case, bond, silent, case.asked, again=True)
    return True


def speaks_for(contributor: Contributor, sheet: Sheet) -> bool:
    """Tell whether somebody answers for a sheet today; writes nothing."""
    sender = sheet.submitted_by
    if sender is not None and sender.confirmed_at is not None:
        return sender.pk == contributor.pk
    return has_speaker(sheet) and getattr(sheet, "email", "").lower() == contributor.email.lower()
