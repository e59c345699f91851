"""Passwords of the team: a lost one is replaced by a link sent by mail."""

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from contributors import acts, mails
from contributors.acts import Kind
from contributors.models import User
from outbox.letters import address


@transaction.atomic
def send_link(user: User) -> None:
    """Mail a link by which a new password is chosen; it works once, and no longer than `PASSWORD_RESET_TIMEOUT`."""
    number = urlsafe_base64_encode(force_bytes(user.pk))
    path = reverse("new_password", args=[number, default_token_generator.make_token(user)])
    hours = settings.PASSWORD_RESET_TIMEOUT // 3600
    mails.write("new_password", to=user.email, user=user, link=address(path), hours=hours)
    acts.record(Kind.PASSWORD, by=None, about=acts.name_of(user), detail="lien envoyé")


def record_change(*, user: User, by: User | None, how: str) -> None:
    """Write down that an account has a new password."""
    acts.record(Kind.PASSWORD, by=by, about=acts.name_of(user), detail=how)
