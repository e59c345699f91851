"""What moderators do with a message that is held back or reported."""

from django.db import transaction
from django.utils import timezone

from contact import mails
from contact.introductions import locked_introduction
from contact.models import Block, Introduction, Thread, Turn
from contact.threads import State, locked_thread, pass_on
from contributors.models import Contributor
from moderation.actions import TransitionRefused
from moderation.authors import Author

Exchange = Thread | Introduction


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
def settle_introduction(*, introduction: Introduction, by: Author) -> Introduction:
    """Close the report of an introduction, which ended with it. Raises TransitionRefused when it is closed already."""
    locked = locked_introduction(introduction)
    if locked.reported_at is None or locked.settled_at is not None:
        raise TransitionRefused("Ce signalement est déjà traité.")
    locked.settled_at, locked.settled_by = timezone.now(), by.user
    locked.save(update_fields=["settled_at", "settled_by"])
    return locked


def at_fault(exchange: Exchange) -> Contributor | None:
    """Return who proposed an introduction, or sent a message; of a thread that its sender reported, the other."""
    if isinstance(exchange, Introduction):
        return exchange.introducer
    return exchange.receiver if exchange.reported_by == Turn.Author.SENDER else exchange.sender


@transaction.atomic
def ban(*, exchange: Exchange, by: Author) -> None:
    """Pass on nothing more of whoever is at fault, to anybody; what waits is closed with it.

    Raises TransitionRefused when nobody is known to have written it any more.
    """
    person = at_fault(exchange)
    if person is None:
        raise TransitionRefused("On ne sait plus qui a écrit ce message.")
    Block.objects.set(sender=person, receiver=None, by=by.user)
    if isinstance(exchange, Introduction):
        if exchange.settled_at is None:
            settle_introduction(introduction=exchange, by=by)
        return
    locked = locked_thread(exchange)
    if locked.is_waiting:
        _settle(locked, by, State.REFUSED if locked.state == State.HELD else State.STOPPED)


def unban(*, exchange: Exchange) -> bool:
    """Take back what `ban` did; return whether there was anything to take back."""
    return bool(Block.objects.everywhere().filter(sender=at_fault(exchange)).delete()[0])


def is_banned(exchange: Exchange) -> bool:
    """Whether nothing of whoever is at fault is passed on."""
    return Block.objects.everywhere().filter(sender=at_fault(exchange)).exists()


def _held(thread: Thread) -> Thread:
    locked = locked_thread(thread)
    if locked.state != State.HELD:
        raise TransitionRefused("Ce message n’attend plus\u00a0: quelqu’un a déjà décidé.")
    return locked


def _settle(locked: Thread, by: Author, state: str) -> None:
    locked.state, locked.settled_at, locked.settled_by = state, timezone.now(), by.user
    locked.save(update_fields=["state", "settled_at", "settled_by"])
