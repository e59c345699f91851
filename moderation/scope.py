"""Who may moderate where: everything is limited by QuerySet to the territories of one's groups."""

from django.contrib.auth.models import Group

from contributors.models import User
from moderation.models import Scope
from places.territory import Territory


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


def groups_within(user: User) -> list[Group]:
    """Return the groups that this person may invite into: no right and no territory that they have not themselves."""
    groups = list(Group.objects.prefetch_related("permissions__content_type", "scopes").order_by("name"))
    if user.is_active and user.is_superuser:
        return groups
    own, rights = territories_of(user), user.get_all_permissions()
    return [group for group in groups if _rights(group) <= rights and _is_inside(group, own)]


def _rights(group: Group) -> set[str]:
    return {f"{right.content_type.app_label}.{right.codename}" for right in group.permissions.all()}


def _is_inside(group: Group, own: list[str] | None) -> bool:
    """Tell whether all territories of a group are inside some of these; None is the whole country."""
    if own is None:
        return True
    tokens = [scope.territory for scope in group.scopes.all()]
    return bool(tokens) and all(_holders(token) & set(own) for token in tokens)


def _holders(token: str) -> set[str]:
    """Return a territory and those that hold it."""
    territory = Territory.from_token(token)
    return {token, *(parent.token for parent in territory.parents)} if territory else set()
