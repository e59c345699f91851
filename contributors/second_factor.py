"""The second factor of the team: codes of an authentication application, and recovery codes (decision 0012).

django-otp keeps the key, refuses a code that was used, and makes whoever errs wait twice as long each time.
"""

import re
import secrets
from base64 import b32encode
from dataclasses import dataclass
from math import ceil

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from contributors import acts
from contributors.acts import Kind
from contributors.models import RecoveryCode, User
from contributors.models.signed_link import hash_token

RECOVERY_CODES = 10
# 16 letters and digits of 32: 80 bits, too many to be found from their hash. Neither 0 and O nor 1, I and L.
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_LENGTH, _GROUP = 16, 4
_DIGITS = re.compile(r"[0-9]{6}", re.ASCII)
_BLANKS = re.compile(r"[\s-]+")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered to a code."""

    device: TOTPDevice | None = None
    """The application that the code came from, or stands for; None when it is refused."""
    wait: int = 0
    """Seconds before a code is looked at again; 0 when this one was."""


def is_required() -> bool:
    """Tell whether the team needs a second factor here: in production, not in the demonstration."""
    return bool(settings.SECOND_FACTOR_REQUIRED)


def passed(request: HttpRequest) -> bool:
    """Tell whether whoever is logged in gave their second factor in this session, or need not."""
    return not is_required() or getattr(request.user, "otp_device", None) is not None


def device_of(user: User) -> TOTPDevice | None:
    """Return the application of an account, if there is one."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def new_key() -> str:
    """Return a new key of 160 bits, in hexadecimal: as long as RFC 4226 recommends."""
    return str(random_hex(20))


def readable(key: str) -> str:
    """Return a key as it is typed into an application: base 32, in groups of four."""
    text = b32encode(bytes.fromhex(key)).decode()
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def address_of(user: User, key: str) -> str:
    """Return the `otpauth:` address that applications read in a QR code."""
    return str(TOTPDevice(user=user, key=key).config_url)


@transaction.atomic
def check(*, user: User, code: str) -> Answer:
    """Check a code of the application, or a recovery code, which is then used up; each works once.

    After n errors in a row, no code is looked at during 2ⁿ⁻¹ seconds: 17 minutes after 11, with all browsers counted
    together, since whoever comes here has the password already.
    """
    device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=True).first()
    if device is None:
        return Answer()
    allowed, why = device.verify_is_allowed()
    if not allowed:
        return Answer(wait=max(ceil((why["locked_until"] - timezone.now()).total_seconds()), 1))
    typed = _BLANKS.sub("", code).lower()
    if _DIGITS.fullmatch(typed):
        accepted = device.verify_token(typed)
    elif accepted := _use_recovery_code(user, typed):
        device.throttle_reset()
    else:
        device.throttle_increment()
    if not accepted:
        acts.record(Kind.FAILED_CODE, by=user)
    return Answer(device=device if accepted else None)


def _use_recovery_code(user: User, typed: str) -> bool:
    """Use up a recovery code; return whether it was one. The device is locked: one at a time."""
    if not RecoveryCode.objects.filter(user=user, code_hash=hash_token(typed)).delete()[0]:
        return False
    acts.record(Kind.RECOVERY_CODE, by=user, detail=f"il en reste {user.recovery_codes.count()}")
    return True


class FactorChanged(Exception):
    """Another application became the second factor of the account meanwhile, or it has none any more."""


@transaction.atomic
def enrol(
    *, user: User, key: str, code: str, replacing: TOTPDevice | None
) -> tuple[TOTPDevice, list[str]] | None:
    """Make an application the second factor of an account, instead of the one before it, if its code is right.

    `replacing` is the one whose code was given for that, None for an account that had none. Return the new one with
    new recovery codes, or None when the code is wrong. Raises FactorChanged when `replacing` is not in use any more: a
    password alone must not take the place of a second factor.
    """
    User.objects.select_for_update().get(pk=user.pk)
    current = device_of(user)
    if (current.pk if current else None) != (replacing.pk if replacing else None):
        raise FactorChanged
    former = list(TOTPDevice.objects.filter(user=user).values_list("pk", flat=True))
    device = TOTPDevice.objects.create(user=user, name="application", key=key)
    typed = _BLANKS.sub("", code)
    if not device.verify_token(typed if _DIGITS.fullmatch(typed) else ""):
        transaction.set_rollback(True)
        return None
    TOTPDevice.objects.filter(pk__in=former).delete()
    acts.record(Kind.SECOND_FACTOR, by=user, detail="remplacé" if former else "activé")
    return device, _renew(user)


@transaction.atomic
def renew_recovery_codes(*, user: User) -> list[str]:
    """Replace the recovery codes of an account; return the new ones, which are never shown again."""
    acts.record(Kind.SECOND_FACTOR, by=user, detail="nouveaux codes de secours")
    return _renew(user)


def _renew(user: User) -> list[str]:
    codes = ["".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH)) for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.filter(user=user).delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, code_hash=hash_token(code)) for code in codes)
    return ["-".join(code[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP)) for code in codes]


@transaction.atomic
def remove(*, user: User, by: User | None) -> bool:
    """Take away the second factor of an account, recovery codes included; return whether there was one.

    Sessions that it opened ask for a second factor again. `by` is None for a command of the server.
    """
    User.objects.select_for_update().get(pk=user.pk)
    removed = TOTPDevice.objects.filter(user=user).delete()[0]
    removed += RecoveryCode.objects.filter(user=user).delete()[0]
    if removed:
        how = "supprimé" if by == user else "réinitialisé" if by else "réinitialisé sur le serveur"
        acts.record(Kind.SECOND_FACTOR, by=by, about=acts.name_of(user), detail=how)
    return bool(removed)
