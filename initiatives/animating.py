"""Who animates a territory: one side proposes, the other confirms, either ends it. No act here gives any right."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from contributors.models import Contributor, SignedLink, User
from initiatives.models import Actor, Animator
from initiatives.models.animator import holders_of
from moderation.actions import TransitionRefused, lock
from moderation.mails import FOLLOWING_TIME
from moderation.scope import territories_of
from moderation.speakers import has_speaker, speaker_of
from outbox import actions as outbox
from outbox.letters import address
from places.territory import Territory

MOST_ASKED = 5  # territories that an actor may ask for at a time
ANSWER_TIME: timedelta = FOLLOWING_TIME  # how long the link that is mailed opens the page of an animator
State, Side = Animator.State, Animator.Side


@transaction.atomic
def propose(*, actor: Actor, territory: Territory, by: User) -> Animator:
    """Propose to an actor, by mail to who speaks for it, to animate a territory; if it asked to, confirm it.

    Raises TransitionRefused, with the reason in French, where `why_not` gives one.
    """
    locked: Any = lock(actor)
    if reason := why_not(actor=locked, territory=territory, by=by):
        raise TransitionRefused(reason)
    if known := _known(locked, territory):
        return confirm(animator=known, by=by)
    made = _make(locked, territory, Side.DESK, by)
    speaker = speaker_of(locked)
    if speaker is not None:
        _write("animator_proposed", made, speaker)
    return made


def why_not(*, actor: Actor, territory: Territory, by: User) -> str:
    """Return, in French, why this moderator may not propose that to an actor; nothing when they may."""
    if not _is_inside(by, holders_of(territory)):
        return "Ce territoire n’est pas de ceux que vous modérez."
    if not actor.is_published:
        return _NOT_PUBLIC.format(actor=actor, state=actor.get_status_display())
    known = _known(actor, territory)
    if known is not None and (known.state != State.PROPOSED or known.asked_by == Side.DESK):
        return _WHY_NOT[known.state].format(actor=actor, territory=territory.label)
    if known is None and not has_speaker(actor):
        return (
            f"Personne ne répond pour «\u00a0{actor}\u00a0»\u00a0: cet acteur n’a ni auteur confirmé, ni adresse "
            "publique à qui le demander."
        )
    return ""


_NOT_PUBLIC = "«\u00a0{actor}\u00a0» est {state}\u00a0: seul un acteur publié anime un territoire."
_WHY_NOT: dict[str, str] = {
    State.PROPOSED: "{actor} a déjà reçu cette proposition pour {territory}\u00a0: la réponse est attendue.",
    State.CONFIRMED: "{actor} anime déjà {territory}.",
    State.DECLINED: "{actor} a décliné pour {territory}\u00a0: c’est maintenant à cet acteur de le demander.",
}


@transaction.atomic
def ask(*, actor: Actor, territory: Territory) -> Animator:
    """Have an actor ask to animate a territory; if a moderator proposed it, both agree.

    Asking twice is asking once. Raises TransitionRefused when the actor is not public, or waits for enough answers.
    """
    locked = _public(actor)
    known = _known(locked, territory)
    if known is not None and known.state == State.DECLINED:
        known.delete()  # it has changed its mind: the moderation decides
        known = None
    if known is not None:
        if known.state == State.PROPOSED and known.asked_by == Side.DESK:
            _agree(known)
        return known
    waiting = Animator.objects.filter(actor=locked, state=State.PROPOSED, asked_by=Side.ACTOR)
    if waiting.count() >= MOST_ASKED:
        raise TransitionRefused(
            f"Vous avez déjà {MOST_ASKED} demandes en attente\u00a0: nous y répondons d’abord."
        )
    return _make(locked, territory, Side.ACTOR, None)


@transaction.atomic
def accept(*, animator: Animator, contributor: Contributor) -> Animator:
    """Have the actor accept what a moderator proposed; answering twice is answering once."""
    locked = _locked(animator)
    contributor.confirm()
    if locked.state == State.PROPOSED and locked.asked_by == Side.DESK:
        _agree(locked)
    return locked


@transaction.atomic
def decline(*, animator: Animator, contributor: Contributor) -> Animator:
    """Have the actor decline what a moderator proposed; nobody asks again."""
    locked = _locked(animator)
    contributor.confirm()
    _decline(locked)
    return locked


@transaction.atomic
def give_up(*, animator: Animator) -> bool:
    """Have the actor end what it does, or take back what it asked; tell whether nothing of it stays.

    Of what a moderator proposed to it, the refusal stays: nobody asks again.
    """
    locked = _locked(animator)
    _decline(locked)
    if locked.state == State.DECLINED:
        return False
    locked.delete()
    return True


@transaction.atomic
def confirm(*, animator: Animator, by: User) -> Animator:
    """Have a moderator confirm what an actor asked, and tell it.

    Raises TransitionRefused outside their territories, or when there is nothing to confirm any more.
    """
    locked = _asked(animator, by)
    locked.decided_by = by
    _agree(locked)
    _tell("animator_confirmed", locked)
    return locked


@transaction.atomic
def refuse(*, animator: Animator, by: User, answer: str) -> None:
    """Have a moderator refuse what an actor asked, and tell it why. Raises TransitionRefused as `confirm`."""
    locked = _asked(animator, by)
    _tell("animator_refused", locked, answer=answer.strip())
    locked.delete()


@transaction.atomic
def end(*, animator: Animator, by: User) -> None:
    """Have a moderator end it; of an actor that animated a territory, who speaks for it is told.

    Raises TransitionRefused outside their territories, and for what the actor declined: that stays, so that nobody
    proposes it again.
    """
    locked = _locked(animator)
    _check_scope(by, locked.holders)
    if locked.state == State.DECLINED:
        raise TransitionRefused(f"{locked.actor} a décliné : ce refus reste, pour que personne ne redemande.")
    if locked.state == State.CONFIRMED:
        _tell("animator_ended", locked)
    locked.delete()


def propose_anew(animator: Animator) -> None:
    """Write to who speaks for the actor that took over what a moderator proposed to another, unless they know."""
    speaker = speaker_of(animator.actor)
    if speaker is not None and not animator.links.filter(contributor=speaker).exists():
        _write("animator_proposed", animator, speaker)


def _public(actor: Actor) -> Any:
    """Return a public actor, locked. Raises TransitionRefused when it is not public."""
    locked: Any = lock(actor)
    if not locked.is_published:
        raise TransitionRefused(_NOT_PUBLIC.format(actor=locked, state=locked.get_status_display()))
    return locked


def _known(actor: Actor, territory: Territory) -> Animator | None:
    return Animator.objects.filter(actor=actor, territory=territory.token).first()


def _locked(animator: Animator) -> Animator:
    """Return it read again and locked, its actor first. Raises ObjectDoesNotExist when it is gone."""
    lock(animator.actor)
    return Animator.objects.select_for_update(of=("self",)).select_related("actor").get(pk=animator.pk)


def _asked(animator: Animator, by: User) -> Animator:
    locked = _locked(animator)
    _check_scope(by, locked.holders)
    if locked.state != State.PROPOSED or locked.asked_by != Side.ACTOR or not locked.actor.is_published:
        raise TransitionRefused("Cette demande n’attend plus de réponse.")
    return locked


def _is_inside(by: User, holders: list[str]) -> bool:
    territories = territories_of(by)
    return territories is None or bool(set(territories) & set(holders))


def _check_scope(by: User, holders: list[str]) -> None:
    if not _is_inside(by, holders):
        raise TransitionRefused("Ce territoire n’est pas de ceux que vous modérez.")


def _make(actor: Actor, territory: Territory, side: str, by: User | None) -> Animator:
    return Animator.objects.create(
        actor=actor, territory=territory.token, holders=holders_of(territory), asked_by=side, decided_by=by
    )


def _agree(animator: Animator) -> None:
    animator.state, animator.since = State.CONFIRMED, timezone.localdate()
    animator.save(update_fields=["state", "since", "decided_by"])


def _decline(animator: Animator) -> None:
    if animator.state == State.PROPOSED and animator.asked_by == Side.DESK:
        animator.state = State.DECLINED
        animator.save(update_fields=["state"])


def _tell(template: str, animator: Animator, **context: object) -> None:
    """Write to who speaks for the actor, if somebody does."""
    speaker = speaker_of(animator.actor)
    if speaker is not None:
        _write(template, animator, speaker, **context)


def _write(template: str, animator: Animator, speaker: Contributor, **context: object) -> None:
    """Mail what happened, with the link to the page where the actor answers and ends it."""
    token = SignedLink.objects.issue(
        purpose=SignedLink.Purpose.ANIMATE, contributor=speaker, sheet=animator, valid=ANSWER_TIME
    )
    about = {
        "animator": animator,
        "actor": animator.actor,
        "territory": animator.territory_name,
        "link": address(reverse("animate", args=[token])),
    }
    outbox.write_from(f"initiatives/mail/{template}.txt", about | context, to=speaker.email)
