"""Inviting people to the team: a link by mail, and the account that it makes."""

from collections.abc import Iterable
from datetime import timedelta

from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from contributors import acts, mails
from contributors.acts import Kind
from contributors.models import Invitation, User
from contributors.models.signed_link import hash_token, new_token
from outbox.letters import address

VALID = timedelta(days=7)
KEPT = timedelta(days=30)  # once it is over


@transaction.atomic
def invite(*, invitation: Invitation, groups: Iterable[Group], by: User) -> Invitation:
    """Save a new invitation to these groups and mail its link."""
    invitation.invited_by = by
    _send(invitation)
    invitation.groups.set(groups)
    names = ", ".join(invitation.groups.order_by("name").values_list("name", flat=True))
    acts.record(Kind.INVITATION, by=by, about=acts.name_of(invitation), detail=f"envoyée, groupes {names}")
    return invitation


@transaction.atomic
def send_again(*, invitation: Invitation, by: User) -> bool:
    """Mail a new link, which replaces the one before it; return False when the invitation is accepted or gone."""
    locked = Invitation.objects.waiting().select_for_update().filter(pk=invitation.pk).first()
    if locked is None:
        return False
    _send(locked)
    acts.record(Kind.INVITATION, by=by, about=acts.name_of(locked), detail="envoyée de nouveau")
    return True


@transaction.atomic
def cancel(*, invitation: Invitation, by: User) -> bool:
    """Forget an invitation, whose link works no longer; return False when it is accepted or gone."""
    locked = Invitation.objects.waiting().select_for_update().filter(pk=invitation.pk).first()
    if locked is None:
        return False
    acts.record(Kind.INVITATION, by=by, about=acts.name_of(locked), detail="annulée")
    locked.delete()
    return True


@transaction.atomic
def accept(*, invitation: Invitation, account: User) -> User | None:
    """Save the account, password set, that an invitation gives; None when it is over, or accepted this instant."""
    rows = Invitation.objects.open().select_for_update(of=("self",))
    locked = rows.filter(pk=invitation.pk).first()
    if locked is None or locked.token_hash != invitation.token_hash:
        return None
    account.email, account.is_staff = locked.email, True
    account.save()
    account.groups.set(locked.groups.all())
    locked.accepted_at = timezone.now()
    locked.save(update_fields=["accepted_at"])
    acts.record(Kind.INVITATION, by=account, about=acts.name_of(locked), detail="acceptée")
    return account


def purge() -> int:
    """Delete the invitations that are over since `KEPT`, accepted or not; return how many."""
    return len([row.delete() for row in Invitation.objects.filter(expires_at__lt=timezone.now() - KEPT)])


def _send(invitation: Invitation) -> None:
    token = new_token()
    invitation.token_hash = hash_token(token)
    invitation.sent_at = timezone.now()
    invitation.expires_at = invitation.sent_at + VALID
    invitation.save()
    link = address(reverse("invitation", args=[token]))
    mails.write("invitation", to=invitation.email, invitation=invitation, link=link)
