"""Erasing what a person wrote by this site, whose words others read: their own alone, and what waits ends."""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone

from contact.introductions import drop
from contact.models import Introduction, Side, Thread, Turn
from contributors.models import Contributor, SignedLink

State = Thread.State


def forget_person(contributor: Contributor, until: datetime) -> int:
    """Blank the words and the name of a person in all that they wrote until then; what they wait for ends.

    Return how many exchanges stay as they are: those that somebody else reported, until moderators have decided.
    What is theirs to be protected by, and others from them, stays too: blocks. Call it in a transaction.
    """
    return (
        _forget_threads(contributor, until)
        + _forget_proposed(contributor, until)
        + _forget_sides(contributor, until)
    )


def _forget_threads(contributor: Contributor, until: datetime) -> int:
    theirs = Q(sender=contributor) | Q(receiver=contributor)
    threads = Thread.objects.select_for_update(of=("self",)).filter(theirs, created_at__lte=until)
    forgotten, kept = [], 0
    for thread in threads.order_by("pk"):
        role = thread.role_of(contributor)
        if thread.complaints.filter(settled_at=None).exclude(author=role).exists():
            kept += 1
            continue
        forgotten.append(thread.pk)
        if thread.state == State.UNCONFIRMED:
            thread.delete()
        else:
            _forget_thread(thread, role)
    _forget_links(contributor, Thread, forgotten)
    return kept


def _forget_thread(thread: Thread, role: str) -> None:
    """Blank what one of the two wrote in a locked thread, and end it."""
    now = timezone.now()
    thread.turns.filter(author=role).update(text="", shows_address=False)
    thread.complaints.filter(author=role, settled_at=None).update(settled_at=now)
    thread.complaints.filter(author=role).update(text="")
    if thread.is_waiting:
        thread.settled_at = now
    if thread.state == State.OPEN:
        thread.state, thread.stopped_by = State.STOPPED, role
    elif thread.state == State.HELD:
        thread.state = State.UNDELIVERED
    if role == Turn.Author.SENDER:
        thread.sender, thread.sender_name, thread.digest = None, "", ""
    else:
        thread.receiver = None
    thread.save()


def _forget_proposed(contributor: Contributor, until: datetime) -> int:
    """Blank the introductions that a person proposed; those who agreed are told that it ends."""
    proposed = Introduction.objects.select_for_update(of=("self",)).filter(
        introducer=contributor, created_at__lte=until
    )
    forgotten, kept = [], 0
    for introduction in proposed.order_by("pk"):
        if introduction.reported_at is not None and introduction.settled_at is None:
            kept += 1
            continue
        forgotten.append(introduction.pk)
        if introduction.state == Introduction.State.UNCONFIRMED:
            introduction.delete()
            continue
        introduction.introducer, introduction.introducer_name, introduction.word = None, "", ""
        introduction.save(update_fields=["introducer", "introducer_name", "word"])
        if introduction.state == Introduction.State.ASKED:
            drop(introduction)
    _forget_links(contributor, Introduction, forgotten)
    return kept


def _forget_sides(contributor: Contributor, until: datetime) -> int:
    """Blank the answers of a person to introductions; one that goes on cannot take place any more."""
    sides = Side.objects.select_for_update(of=("self",)).filter(
        person=contributor, introduction__created_at__lte=until
    )
    forgotten = []
    for side in sides.order_by("introduction", "pk"):
        forgotten.append(side.pk)
        if side.answer == Side.Answer.WAITING:
            side.answer, side.answered_at = Side.Answer.REFUSED, timezone.now()
        side.person, side.name, side.report_text = None, "", ""
        side.save()
    _forget_links(contributor, Side, forgotten)
    return 0


def _forget_links(contributor: Contributor, model: type[models.Model], numbers: list[int]) -> None:
    links = SignedLink.objects.filter(contributor=contributor, object_id__in=numbers)
    links.filter(content_type=ContentType.objects.get_for_model(model)).delete()
