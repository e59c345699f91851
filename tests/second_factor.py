"""An authentication application, as a member of the team has one on their telephone."""

from django_otp.oath import totp

from contributors import second_factor
from contributors.models import User

LATER = 31  # seconds: a code works once, the next one comes after 30


def code_of(key: str) -> str:
    """Return what an application with this key shows now."""
    return f"{totp(bytes.fromhex(key)):06d}"


def wrong_code(key: str) -> str:
    """Return six digits that no application shows, neither now nor just before or after."""
    near = {totp(bytes.fromhex(key), drift=drift) for drift in range(-2, 3)}
    return next(f"{number:06d}" for number in range(10) if number not in near)


def enrolled(user: User) -> tuple[str, list[str]]:
    """Give an account a second factor; return its key and its recovery codes. The code of this moment is used."""
    key = second_factor.new_key()
    former = second_factor.device_of(user)
    done = second_factor.enrol(user=user, key=key, code=code_of(key), replacing=former)
    assert done is not None
    return key, done[1]
