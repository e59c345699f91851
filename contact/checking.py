"""What moderators do with a message that is held back or reported."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from contact import mails, reach
from contact.introductions import locked_introduction
from contact.models import Block, Introduction, Thread
from contact.models.block import BlockQuerySet
from contact.threads import State, locked_thread, pass_on, wants
from contributors import acts
from contributors.models import Contributor, User
from moderation.actions import TransitionRefused
from moderation.authors import Author
from moderation.scope import EVERYTHING, mandates_of

Exchange = Thread | Introduction


@transaction.atomic
def release(*, thread: Thread, by: Author) -> Thread:
    """Pass on a message that was held back to whoever answers for its sheet today, if they want it; the state tells.

    Raises TransitionRefused when somebody decided already.
    """
    locked = _held(thread)
    sheet: Any = locked.sheet
    receiver = reach.receiver_of(sheet)
    if locked.sender is None or not wants(locked.sender, receiver, sheet):
        _settle(locked, by, State.UNDELIVERED)
        return locked
    locked.receiver = receiver
    locked.save(update_fields=["receiver"])
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
    if stop and locked.state in (State.OPEN, State.STOPPED):
        locked.stopped_by = (
            Thread.Stopper.MODERATOR
        )  # whoever stopped it before: they do not let it go on any more
        _settle(locked, by, State.STOPPED)
    else:
        _settle(locked, by, locked.state)
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


def person_of(exchange: Exchange, role: str) -> Contributor | None:
    """Return who has a role in a thread, as `Turn.Author`; of an introduction, always who proposed it."""
    return exchange.introducer if isinstance(exchange, Introduction) else exchange.person(role)


@transaction.atomic
def ban(*, exchange: Exchange, role: str, by: Author) -> None:
    """Pass on nothing more of whoever has this role, to anybody; this is closed with it, and all of theirs that waits.

    Raises TransitionRefused when that person is not known any more.
    """
    person = person_of(exchange, role)
    if person is None:
        raise TransitionRefused("On ne sait plus qui a écrit ce message.")
    Block.objects.set(sender=person, receiver=None, by=by.user)
    acts.record(acts.Kind.BAN, by=by.user, about=acts.name_of(person), detail=acts.name_of(exchange))
    theirs = Q(sender=person, state=State.HELD)
    if isinstance(exchange, Thread):
        theirs |= Q(pk=exchange.pk)
    elif exchange.reported_at is not None and exchange.settled_at is None:
        settle_introduction(introduction=exchange, by=by)
    for locked in Thread.objects.select_for_update(of=("self",)).filter(theirs).order_by("pk"):
        if locked.state == State.HELD:
            _settle(locked, by, State.REFUSED)
        elif locked.is_waiting:
            settle(thread=locked, by=by, stop=True)


@transaction.atomic
def unban(*, exchange: Exchange, role: str, by: Author) -> None:
    """Take back what `ban` did. Raises TransitionRefused unless `may_unban`."""
    person, user = person_of(exchange, role), by.user
    if person is None or user is None or not may_unban(exchange, role, user):
        raise TransitionRefused(
            "Ce blocage est d’une autre personne\u00a0: elle seule peut le lever, ou quelqu’un qui modère tout le "
            "site."
        )
    bans(exchange, role).delete()
    acts.record(acts.Kind.UNBAN, by=user, about=acts.name_of(person), detail=acts.name_of(exchange))


def bans(exchange: Exchange, role: str) -> BlockQuerySet:
    """Return what keeps all that somebody writes from everybody."""
    person = person_of(exchange, role)
    return Block.objects.everywhere().filter(sender=person) if person else Block.objects.none()


def may_unban(exchange: Exchange, role: str, user: User) -> bool:
    """Whether a moderator may let a person write again: they kept them from it, or moderate everything."""
    found = bans(exchange, role)
    return found.exists() if EVERYTHING in mandates_of(user) else found.filter(by=user).exists()


def _held(thread: Thread) -> Thread:
    locked = locked_thread(thread)
    if locked.state != State.HELD:
        raise TransitionRefused("Ce message n’attend plus\u00a0: quelqu’un a déjà décidé.")
    return locked


def _settle(locked: Thread, by: Author, state: str) -> None:
    now = timezone.now()
    locked.complaints.filter(settled_at=None).update(settled_at=now)
    locked.state, locked.settled_at, locked.settled_by = state, now, by.user
    locked.save(update_fields=["state", "stopped_by", "settled_at", "settled_by"])
