"""What moderators do with a message that is held back or reported."""

from django.db import transaction
from django.utils import timezone

from contact import mails
from contact.models import Block, Thread
from contact.threads import State, locked_thread, pass_on
from moderation.actions import TransitionRefused
from moderation.authors import Author


@transaction.atomic
def release(*, thread: Thread, by: Author) -> Thread:
    """Pass on a message that was held back. Raises TransitionRefused when somebody decided already."""
    locked = _held(thread)
    _settle(locked, by, State.OPEN)
    pass_on(locked)
    return locked


@transaction.atomic
def refuse(*, thread: Thread, by: Author) -> Thread:
    """Not pass on a message that was held back, and tell its sender. Raises TransitionRefused as `release`."""
    locked = _held(thread)
    _settle(locked, by, State.REFUSED)
    if locked.sender:
        mails.tell_refused(thread=locked, contributor=locked.sender)
    return locked


@transaction.atomic
def settle(*, thread: Thread, by: Author, stop: bool) -> Thread:
    """Close the report of a thread, and stop it or let it go on. Raises TransitionRefused when it is closed already."""
    locked = locked_thread(thread)
    if locked.reported_at is None or locked.settled_at is not None:
        raise TransitionRefused("Ce signalement est déjà traité.")
    _settle(locked, by, State.STOPPED if stop and locked.state == State.OPEN else locked.state)
    return locked


@transaction.atomic
def ban(*, thread: Thread, by: Author) -> Thread:
    """Pass on nothing more of whoever is at fault, to anybody; a message that is held is refused with it.

    That is who sent a message that is held back, and the other one than who reported a thread. Raises
    TransitionRefused when nobody is known to have written it any more.
    """
    locked = locked_thread(thread)
    at_fault = locked.receiver if locked.reported_by == "sender" else locked.sender
    if at_fault is None:
        raise TransitionRefused("On ne sait plus qui a écrit ce message.")
    Block.objects.set(sender=at_fault, receiver=None, by=by.user)
    if locked.is_waiting:
        _settle(locked, by, State.REFUSED if locked.state == State.HELD else State.STOPPED)
    return locked


@transaction.atomic
def unban(*, thread: Thread) -> bool:
    """Take back what `ban` did; return whether there was anything to take back."""
    at_fault = thread.receiver_id if thread.reported_by == "sender" else thread.sender_id
    return at_fault is not None and bool(Block.objects.everywhere().filter(sender=at_fault).delete()[0])


def is_banned(thread: Thread) -> bool:
    """Whether nothing of whoever is at fault in a thread is passed on."""
    at_fault = thread.receiver_id if thread.reported_by == "sender" else thread.sender_id
    return at_fault is not None and Block.objects.everywhere().filter(sender=at_fault).exists()


def _held(thread: Thread) -> Thread:
    locked = locked_thread(thread)
    if locked.state != State.HELD:
        raise TransitionRefused("Ce message n’attend plus\u00a0: quelqu’un a déjà décidé.")
    return locked


def _settle(locked: Thread, by: Author, state: str) -> None:
    locked.state, locked.settled_at, locked.settled_by = state, timezone.now(), by.user
    locked.save(update_fields=["state", "settled_at", "settled_by"])
