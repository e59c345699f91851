"""Pages where members of the team look after their own account."""

from contributors.views.invitation import invitation
from contributors.views.password import NewPassword, forgotten_password
from contributors.views.second_factor import enrol, give_code, leave, manage, remove, renew

__all__ = [
    "NewPassword",
    "enrol",
    "forgotten_password",
    "give_code",
    "invitation",
    "leave",
    "manage",
    "remove",
    "renew",
]
