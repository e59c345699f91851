"""Bringing two people together: both are asked, and addresses pass only when both agree."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from contact import limits, mails, reach
from contact.models import Block, Introduction, Side
from contact.threads import NotTaken
from contributors.models import Contributor, SignedLink
from moderation.actions import CONFIRMATION_TIME
from moderation.models import Sheet

State, Answer = Introduction.State, Side.Answer
PATIENCE = timedelta(days=30)  # for the answers
NOBODY = "Personne ne répond pour l’une des deux fiches\u00a0: la mise en relation ne peut pas être proposée."


@transaction.atomic
def propose(*, first: Sheet, second: Sheet, name: str, email: str, word: str) -> Introduction:
    """Keep a proposal to bring two sheets together, and mail its author a link to confirm it; sent twice, it is one.

    Raises NotTaken when they are one sheet or nobody answers for one of them, limits.TooMany.
    """
    if (first.content_type(), first.pk) == (second.content_type(), second.pk):
        raise NotTaken("Choisissez deux fiches différentes.")
    if len(reach.reachable([first, second])) < 2 or not (first.is_published and second.is_published):
        raise NotTaken(NOBODY)
    introducer = Contributor.objects.meet(email=email, name=name)
    recent = Introduction.objects.filter(introducer=introducer, created_at__gt=limits.yesterday(), word=word)
    known = recent.filter(sides__in=Side.objects.about(first)).filter(sides__in=Side.objects.about(second))
    if introduction := known.first():
        return introduction
    limits.check_introducer(introducer)
    for sheet in (first, second):
        limits.check_sheet(sheet)
    introduction = Introduction.objects.create(introducer=introducer, introducer_name=name, word=word)
    Side.objects.bulk_create(Side(introduction=introduction, sheet=sheet) for sheet in (first, second))
    token = SignedLink.objects.issue(
        purpose=SignedLink.Purpose.CONFIRM,
        contributor=introducer,
        sheet=introduction,
        valid=CONFIRMATION_TIME,
    )
    mails.ask_introduction_confirmation(
        introduction=introduction, sheets=[first, second], contributor=introducer, token=token
    )
    return introduction


@transaction.atomic
def confirm(*, introduction: Introduction) -> Introduction:
    """Ask the two, now that whoever proposes proved to read their address; a second click changes nothing.

    It ends at once, without a word of why, when one of them wants nothing of the kind, or both are one person. Raises
    limits.TooMany when one of them got enough today.
    """
    locked = locked_introduction(introduction)
    introducer = locked.introducer
    if locked.state != State.UNCONFIRMED or introducer is None:
        return locked
    limits.in_turn()  # two introductions of the same two people would lock them crosswise
    introducer.confirm()
    sides = list(locked.sides.all())
    for side in sides:
        side.person = reach.receiver_of(side.sheet)
    locked.confirmed_at = timezone.now()
    people = {side.person.pk for side in sides if side.person}
    if len(people) < 2 or any(_is_unwanted(side, introducer) for side in sides):
        locked.state, locked.ended_at = State.ENDED, locked.confirmed_at
        locked.save(update_fields=["state", "confirmed_at", "ended_at"])
        return locked
    for side in sides:
        if side.person:
            limits.check_receiver(side.person)
    locked.state = State.ASKED
    locked.save(update_fields=["state", "confirmed_at"])
    for side, other in zip(sides, reversed(sides), strict=True):
        side.save(update_fields=["person"])
        _ask(locked, side, other)
    return locked


def _is_unwanted(side: Side, introducer: Contributor) -> bool:
    sheet: Any = side.sheet
    return side.person is None or (
        Block.objects.between(sender=introducer, receiver=side.person, sheet=sheet).exists()
    )


def _ask(introduction: Introduction, side: Side, other: Side) -> None:
    if side.person is None:
        return
    token = SignedLink.objects.issue(
        purpose=SignedLink.Purpose.ANSWER, contributor=side.person, sheet=side, valid=PATIENCE
    )
    mails.ask_to_meet(introduction=introduction, side=side, other=other, token=token)


def locked_introduction(introduction: Introduction) -> Introduction:
    """Return an introduction read again under a row lock. Raises ObjectDoesNotExist when it is gone."""
    return Introduction.objects.select_for_update(of=("self",)).get(pk=introduction.pk)


@transaction.atomic
def agree(*, side: Side, name: str) -> Introduction:
    """Note that one of the two agrees; once both do, each gets the other's name and address, and the third is told.

    Addresses pass only between those who answer for the sheets today and want it still: else it waits, as if one of
    them had not answered, until the thirty days are over. Raises NotTaken when it is too late.
    """
    locked, own = _open_side(side)
    limits.in_turn()  # as `confirm`
    own.name, own.answer, own.answered_at = name, Answer.AGREED, timezone.now()
    own.save(update_fields=["name", "answer", "answered_at"])
    if own.person:
        own.person.confirm()
    sides = list(locked.sides.select_related("person"))
    if all(one.answer == Answer.AGREED for one in sides) and _may_meet(locked.introducer, *sides):
        _end(locked, State.MADE)
        for one, other in zip(sides, reversed(sides), strict=True):
            mails.give_address(introduction=locked, side=one, other=other)
        mails.tell_made(introduction=locked, sides=sides)
    return locked


def _may_meet(introducer: Contributor | None, one: Side, other: Side) -> bool:
    """Whether both answer for their sheets today, and want something still of each other, and of who proposes it."""
    if introducer is None:
        return False
    for side, peer in ((one, other), (other, one)):
        sheet: Any = side.sheet
        if side.person is None or peer.person is None or reach.receiver_of(sheet) != side.person:
            return False
        blocks = Block.objects.between(sender=introducer, receiver=side.person, sheet=sheet)
        if (blocks | Block.objects.between(sender=peer.person, receiver=side.person, sheet=sheet)).exists():
            return False
    return True


@transaction.atomic
def refuse(*, side: Side, block: bool) -> Introduction:
    """Note that one of the two does not want it: it cannot take place any more, and nobody is told before its end.

    A word sent at once would tell whose answer it is. `block`: and nothing of whoever proposed it is passed on to them
    any more. Raises NotTaken when it is too late.
    """
    locked, own = _open_side(side)
    own.answer, own.answered_at = Answer.REFUSED, timezone.now()
    own.save(update_fields=["answer", "answered_at"])
    if block and own.person and locked.introducer:
        Block.objects.set(sender=locked.introducer, receiver=own.person)
    return locked


@transaction.atomic
def report(*, side: Side, text: str) -> Introduction:
    """Refuse an introduction, and let moderators read it; nothing of whoever proposed it is passed on any more.

    Raises NotTaken when it is too late.
    """
    locked = refuse(side=side, block=True)
    locked.reported_at, locked.settled_at, locked.settled_by = timezone.now(), None, None
    locked.save(update_fields=["reported_at", "settled_at", "settled_by"])
    locked.sides.filter(pk=side.pk).update(reported_at=locked.reported_at, report_text=text)
    mails.tell_moderators(exchange=locked, sheet=side.sheet)
    return locked


def drop(introduction: Introduction, *, named: bool = True) -> None:
    """End a locked introduction, and tell so who proposed it, and who agreed already; `named` says between whom."""
    _end(introduction, State.ENDED)
    mails.tell_ended(
        introduction=introduction, sides=list(introduction.sides.select_related("person")), named=named
    )


def expire() -> int:
    """End the introductions to which one of the two has not agreed within thirty days; return how many."""
    ended = 0
    overdue = Introduction.objects.asked_before(timezone.now() - PATIENCE)
    for number in list(overdue.values_list("pk", flat=True)):
        with transaction.atomic():
            locked = overdue.select_for_update(of=("self",), skip_locked=True).filter(pk=number).first()
            if locked is not None:
                drop(locked)
                ended += 1
    return ended


def _end(introduction: Introduction, state: str) -> None:
    introduction.state, introduction.ended_at = state, timezone.now()
    introduction.save(update_fields=["state", "ended_at"])


def _open_side(side: Side) -> tuple[Introduction, Side]:
    """Return an introduction that goes on, locked, and a side of it that has not answered.

    Raises NotTaken when it ended or this side answered, ObjectDoesNotExist when it is gone.
    """
    locked = locked_introduction(side.introduction)
    own = locked.sides.select_related("person").get(pk=side.pk)
    if locked.state != State.ASKED or own.answer != Answer.WAITING:
        raise NotTaken("Cette mise en relation n’attend plus votre réponse.")
    return locked, own
