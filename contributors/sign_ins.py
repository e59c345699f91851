"""Log-ins, written down as Django and django-axes tell them: there is no other place that knows them all."""

from datetime import timedelta
from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from contributors import acts, second_factor
from contributors.acts import Kind
from contributors.models import SensitiveAct, User

_LOCKED_ONCE = timedelta(hours=1)


@receiver(user_logged_in, dispatch_uid="contributors.sign_ins.logged_in")
def logged_in(sender: Any, user: User, **kwargs: Any) -> None:
    """Write down a log-in."""
    waits = second_factor.is_required()
    acts.record(Kind.LOG_IN, by=user, detail="mot de passe accepté, second facteur attendu" if waits else "")


@receiver(user_login_failed, dispatch_uid="contributors.sign_ins.failed")
def failed(
    sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
) -> None:
    """Write down a wrong password for an account that exists.

    The last one before the lock is told by the lock alone (`axes.signals`, imported above, is called first).
    Not what is typed for one that does not: it may be an e-mail or a password, and strangers would fill the log.
    """
    user = _account(credentials.get("username"))
    if user and not getattr(request, "axes_locked_out", False):
        acts.record(Kind.FAILED_LOG_IN, by=None, about=acts.name_of(user))


@receiver(user_locked_out, dispatch_uid="contributors.sign_ins.locked")
def locked(sender: Any, username: str | None = None, **kwargs: Any) -> None:
    """Write down that an account is locked for one address; once an hour, however often it is tried meanwhile."""
    user = _account(username)
    if user is None:
        return
    since = timezone.now() - _LOCKED_ONCE
    about = acts.name_of(user)
    if not SensitiveAct.objects.filter(kind=Kind.LOCKED, about=about, at__gt=since).exists():
        acts.record(Kind.LOCKED, by=None, about=about)


def _account(username: Any) -> User | None:
    """Return the account of this name."""
    return User.objects.filter(username=str(username)[:150]).first() if username else None
