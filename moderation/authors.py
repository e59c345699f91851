"""Who acts on a sheet."""

from dataclasses import dataclass
from typing import Self

from contributors.models import Contributor, User
from moderation.models import Revision


@dataclass(frozen=True)
class Author:
    """The person or the program behind an action: the role is public, the person is not."""

    role: str
    user: User | None = None
    contributor: Contributor | None = None

    @classmethod
    def moderator(cls, user: User) -> Self:
        """Return a member of the team."""
        return cls(Revision.Role.MODERATOR, user=user)

    @classmethod
    def contributing(cls, contributor: Contributor) -> Self:
        """Return a person without an account."""
        return cls(Revision.Role.CONTRIBUTOR, contributor=contributor)

    @classmethod
    def system(cls) -> Self:
        """Return the site itself: an import, a purge."""
        return cls(Revision.Role.SYSTEM)
