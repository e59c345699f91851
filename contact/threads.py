"""Writing to whoever answers for a sheet, and back: the site passes messages on, and keeps addresses to itself."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from contact import limits, mails, reach
from contact.models import Block, Complaint, Thread, Turn
from contact.models.block import BlockQuerySet
from contributors.models import Contributor, SignedLink
from moderation.actions import CONFIRMATION_TIME, lock
from moderation.models import Sheet

State, Author = Thread.State, Turn.Author
OTHER: dict[str, str] = {Author.SENDER: Author.RECEIVER, Author.RECEIVER: Author.SENDER}
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
    locked.sender.confirm()
    sheet: Any = locked.sheet
    sender, receiver = locked.sender, reach.receiver_of(sheet)
    locked.confirmed_at = timezone.now()
    if not wants(sender, receiver, sheet) or receiver is None:
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


def wants(sender: Contributor, receiver: Contributor | None, sheet: Sheet) -> bool:
    """Whether what a person writes about a sheet reaches whoever answers for it today, who wants it."""
    if receiver is None or receiver == sender:
        return False
    return not Block.objects.between(sender=sender, receiver=receiver, sheet=sheet).exists()


def locked_thread(thread: Thread) -> Thread:
    """Return a thread read again under a row lock. Raises ObjectDoesNotExist when it is gone."""
    return Thread.objects.select_for_update(of=("self",)).get(pk=thread.pk)


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
    if locked.state != State.OPEN or not author or is_kept(locked):
        raise NotTaken("Cette conversation est arrêtée\u00a0: rien ne peut plus y être écrit.")
    last = locked.turns.last()
    if last is not None and (last.author, last.text) == (author, text):
        return last
    limits.check_turn(locked, author)
    contributor.confirm()
    turn = Turn.objects.create(thread=locked, author=author, text=text, shows_address=shows_address)
    pass_on(locked)
    return turn


def is_kept(thread: Thread) -> bool:
    """Whether one of the two wants nothing from the other, or is not known any more, or may not write to anybody."""
    sender, receiver, sheet = thread.sender, thread.receiver, thread.sheet
    if sender is None or receiver is None or not isinstance(sheet, Sheet):
        return True
    blocks = Block.objects.between(sender=sender, receiver=receiver, sheet=sheet)
    return (blocks | Block.objects.between(sender=receiver, receiver=sender, sheet=sheet)).exists()


def blocks_of(thread: Thread, role: str) -> BlockQuerySet:
    """Return what one of the two set to hear nothing more from the other: about this sheet, or any."""
    own, other = thread.person(role), thread.person(OTHER[role])
    if own is None or other is None or not isinstance(thread.sheet, Sheet):
        return Block.objects.none()
    return Block.objects.between(sender=other, receiver=own, sheet=thread.sheet).filter(receiver=own)


@transaction.atomic
def stop(*, thread: Thread, contributor: Contributor, everywhere: bool) -> Thread:
    """Pass nothing on any more, either way: only this person, not the other, may take it back.

    What the other writes about this sheet does not reach its receiver any more; nor, `everywhere`, what they write to
    this person about anything. It holds whatever the other stopped before. Raises NotTaken when it is not theirs.
    """
    locked = locked_thread(thread)
    role = locked.role_of(contributor)
    if not role:
        raise NotTaken("Cette conversation n’est pas la vôtre.")
    if locked.state == State.OPEN:
        locked.state, locked.stopped_by = State.STOPPED, role
        locked.save(update_fields=["state", "stopped_by"])
    other = locked.person(OTHER[role])
    if other is not None and isinstance(locked.sheet, Sheet) and (everywhere or role == Author.RECEIVER):
        Block.objects.set(sender=other, receiver=contributor, sheet=None if everywhere else locked.sheet)
    return locked


@transaction.atomic
def resume(*, thread: Thread, contributor: Contributor) -> Thread:
    """Take back what this person stopped; what the other, or a moderator, stopped stays as it is.

    Raises NotTaken when there is nothing of theirs to take back.
    """
    locked = locked_thread(thread)
    role = locked.role_of(contributor)
    own = role and locked.stopped_by == role
    lifted = blocks_of(locked, role).delete()[0] if role else 0
    if not own and not lifted:
        raise NotTaken(
            "Cette conversation ne peut pas reprendre\u00a0: ce n’est pas vous qui l’avez arrêtée."
        )
    if own:
        locked.state, locked.stopped_by = State.OPEN, ""
        locked.save(update_fields=["state", "stopped_by"])
    return locked


@transaction.atomic
def report(*, thread: Thread, contributor: Contributor, text: str) -> Thread:
    """Let moderators read this thread, and tell them; each of the two, once until they have decided.

    Raises NotTaken when it is not theirs.
    """
    locked = locked_thread(thread)
    role = locked.role_of(contributor)
    if not role:
        raise NotTaken("Cette conversation n’est pas la vôtre.")
    if may_report(locked, role):
        Complaint.objects.create(thread=locked, author=role, text=text)
        locked.reported_at = timezone.now()
        locked.settled_at = locked.settled_by = None
        locked.save(update_fields=["reported_at", "settled_at", "settled_by"])
        mails.tell_moderators(exchange=locked, sheet=locked.sheet)
    return locked


def may_report(thread: Thread, role: str) -> bool:
    """Whether no report of this one of the two waits for a moderator."""
    return not thread.complaints.filter(author=role, settled_at=None).exists()
