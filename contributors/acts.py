"""Writing down sensitive acts: the only door to their log."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from contributors.models import Contributor, SensitiveAct, User
from contributors.models.sensitive_act import ABOUT, DETAIL, WHO

KEPT = timedelta(days=365)
Kind = SensitiveAct.Kind


def record(
    kind: str, *, by: AbstractBaseUser | AnonymousUser | None, about: str = "", detail: str = ""
) -> None:
    """Write down an act, in the transaction of the act itself.

    `by` is an account of the team, or None for a visitor or a command of the server; `about` says what or whom, without
    any address of a private person (see `name_of`).
    """
    account = by if isinstance(by, User) else None
    SensitiveAct.objects.create(
        kind=kind,
        by=account,
        who=account.get_username()[:WHO] if account else "",
        about=about[:ABOUT],
        detail=detail[:DETAIL],
    )


def name_of(subject: Any) -> str:
    """Return how the log names an object: an account by its name, a person without an account by a number."""
    if isinstance(subject, User):
        return f"compte {subject.get_username()}"
    if isinstance(subject, Contributor):
        return f"personne n°\u00a0{subject.pk}"
    return f"{subject._meta.verbose_name} n°\u00a0{subject.pk}"


def purge() -> int:
    """Delete the acts of more than a year ago; return how many."""
    return SensitiveAct.objects.filter(at__lt=timezone.now() - KEPT).delete()[0]
