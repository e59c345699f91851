"""Writing to whoever answers for a sheet, and back: the site passes messages on, and keeps addresses to itself."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from contact import limits, mails, reach
from contact.models import Block, Thread, Turn
from contributors.models import Contributor, SignedLink
from moderation.actions import CONFIRMATION_TIME, lock
from moderation.models import Sheet

State, Author = Thread.State, Turn.Author
ANSWER_TIME = timedelta(days=365)  # how long a thread may go on after a message: its text goes then
MASS = "Le même texte a été envoyé à plusieurs personnes en un jour."


class NotTaken(Exception):
    """What was asked is not possible; the reason is in French."""


@transaction.atomic
def send(*, sheet: Sheet, name: str, email: str, text: str, shows_address: bool) -> Thread:
    """Keep a message and mail its author a link to confirm it; the same text about the same sheet is one message.

    Nothing is passed on before that. Raises NotTaken when nobody takes messages about the sheet, limits.TooMany.
    """
    locked = lock(sheet)
    if not locked.is_published or not reach.is_reachable(locked):
        raise NotTaken("Personne ne prend de messages au sujet de cette fiche pour le moment.")
    sender = Contributor.objects.meet(email=email, name=name)
    digest = limits.digest_of(text)
    known = Thread.objects.about(locked).filter(
        sender=sender, digest=digest, created_at__gt=limits.yesterday()
    )
    if thread := known.first():
        return thread
    limits.check_sender(sender)
    limits.check_sheet(locked)
    thread = Thread.objects.create(sheet=locked, sender=sender, sender_name=name, digest=digest)
    Turn.objects.create(thread=thread, author=Author.SENDER, text=text, shows_address=shows_address)
    token = SignedLink.objects.issue(
        purpose=SignedLink.Purpose.CONFIRM, contributor=sender, sheet=thread, valid=CONFIRMATION_TIME
    )
    mails.ask_confirmation(thread=thread, sheet=locked, contributor=sender, token=token)
    return thread


@transaction.atomic
def confirm(*, thread: Thread) -> Thread:
    """Pass a message on, now that its author proved to read their address; a second click changes nothing.

    It may be held back for a moderator, or not be delivered: the state tells. Raises limits.TooMany when whoever
    would get it got enough today: it can be confirmed again later.
    """
    locked = locked_thread(thread)
    if locked.state != State.UNCONFIRMED or locked.sender is None:
        return locked
    prove(locked.sender)
    sheet: Any = locked.sheet
    sender, receiver = locked.sender, reach.receiver_of(sheet)
    locked.confirmed_at = timezone.now()
    if receiver is None or receiver == sender or _is_blocked(sender, receiver, sheet):
        locked.state = State.UNDELIVERED
        locked.save(update_fields=["state", "confirmed_at"])
        return locked
    limits.check_receiver(receiver)
    locked.receiver = receiver
    locked.state, locked.hold_reason = (State.HELD, MASS) if limits.is_mass(locked) else (State.OPEN, "")
    locked.save(update_fields=["state", "confirmed_at", "receiver", "hold_reason"])
    if locked.state == State.HELD:
        mails.tell_moderators(exchange=locked, sheet=sheet)
    else:
        pass_on(locked)
    return locked


def _is_blocked(sender: Contributor, receiver: Contributor, sheet: Sheet) -> bool:
    return Block.objects.between(sender=sender, receiver=receiver, sheet=sheet).exists()


def locked_thread(thread: Thread) -> Thread:
    """Return a thread read again under a row lock. Raises ObjectDoesNotExist when it is gone."""
    return Thread.objects.select_for_update(of=("self",)).get(pk=thread.pk)


def prove(contributor: Contributor) -> None:
    """Keep that a person reads their address: they hold a link that was mailed to it."""
    if contributor.confirmed_at is None:
        contributor.confirmed_at = timezone.now()
        contributor.save(update_fields=["confirmed_at"])


def pass_on(thread: Thread) -> None:
    """Mail the last turn of a locked thread to the other of the two, with a link to answer."""
    turn = thread.turns.last()
    to, author = thread.receiver, thread.sender
    if turn is not None and turn.author == Author.RECEIVER:
        to, author = author, to
    if turn is None or to is None or author is None:
        return
    token = SignedLink.objects.issue(
        purpose=SignedLink.Purpose.ANSWER, contributor=to, sheet=thread, valid=ANSWER_TIME, replace=False
    )
    mails.pass_on(
        thread=thread, turn=turn, to=to, reply_to=author.email if turn.shows_address else "", token=token
    )


@transaction.atomic
def reply(*, thread: Thread, contributor: Contributor, text: str, shows_address: bool) -> Turn:
    """Pass on what one of the two answers; the same words sent twice in a row are one answer.

    Raises NotTaken when the thread is over or not theirs, limits.TooMany when they wrote enough today.
    """
    locked = locked_thread(thread)
    author = locked.role_of(contributor)
    if locked.state != State.OPEN or not author or _is_banned(locked):
        raise NotTaken("Cette conversation est arrêtée\u00a0: rien ne peut plus y être écrit.")
    last = locked.turns.last()
    if last is not None and (last.author, last.text) == (author, text):
        return last
    limits.check_turn(locked, author)
    prove(contributor)
    turn = Turn.objects.create(thread=locked, author=author, text=text, shows_address=shows_address)
    pass_on(locked)
    return turn


def _is_banned(thread: Thread) -> bool:
    people = [thread.sender_id, thread.receiver_id]
    return Block.objects.everywhere().filter(sender__in=people).exists()


@transaction.atomic
def stop(*, thread: Thread, contributor: Contributor, everywhere: bool) -> Thread:
    """Pass nothing on any more: what its sender writes about this sheet, or any, does not reach its receiver.

    The sender of a thread may only end it. Raises NotTaken when it is not theirs.
    """
    locked = locked_thread(thread)
    role = locked.role_of(contributor)
    if not role:
        raise NotTaken("Cette conversation n’est pas la vôtre.")
    if locked.state == State.OPEN:
        locked.state = State.STOPPED
        locked.save(update_fields=["state"])
    if role == Author.RECEIVER and locked.sender is not None and isinstance(locked.sheet, Sheet):
        sheet = None if everywhere else locked.sheet
        Block.objects.set(sender=locked.sender, receiver=contributor, sheet=sheet)
    return locked


@transaction.atomic
def resume(*, thread: Thread, contributor: Contributor) -> Thread:
    """Take back what `stop` did, for its receiver. Raises NotTaken when it is not theirs."""
    locked = locked_thread(thread)
    if locked.role_of(contributor) != Author.RECEIVER or locked.state != State.STOPPED:
        raise NotTaken("Cette conversation ne peut pas reprendre.")
    if locked.settled_at is not None:
        raise NotTaken("Une personne qui modère a arrêté cette conversation.")
    Block.objects.filter(sender=locked.sender, receiver=contributor).delete()
    locked.state = State.OPEN
    locked.save(update_fields=["state"])
    return locked


@transaction.atomic
def report(*, thread: Thread, contributor: Contributor, text: str) -> Thread:
    """Let moderators read this thread, and tell them; once. Raises NotTaken when it is not theirs."""
    locked = locked_thread(thread)
    role = locked.role_of(contributor)
    if not role:
        raise NotTaken("Cette conversation n’est pas la vôtre.")
    if locked.reported_at is not None and locked.settled_at is None:
        return locked
    locked.reported_at, locked.reported_by, locked.report_text = timezone.now(), role, text
    locked.settled_at = locked.settled_by = None
    locked.save(update_fields=["reported_at", "reported_by", "report_text", "settled_at", "settled_by"])
    mails.tell_moderators(exchange=locked, sheet=locked.sheet)
    return locked
