"""Who may moderate where: everything is limited by QuerySet to the territories of one's groups."""

from contributors.models import User
from moderation.models import Scope


def territories_of(user: User) -> list[str] | None:
    """Return the territories (tokens) that this person moderates; None for the whole country.

    A superuser, and a member of a moderators' group without any territory, moderate everywhere; somebody who
    belongs to no group moderates nowhere.
    """
    if not user.is_active:
        return []
    if user.is_superuser:
        return None
    groups = list(user.groups.values_list("pk", flat=True))
    scopes = list(Scope.objects.filter(group__in=groups).values_list("group", "territory"))
    if set(groups) - {group for group, _ in scopes}:
        return None
    return sorted({territory for _, territory in scopes})
