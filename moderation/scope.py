"""Who may moderate what: everything is limited by QuerySet to the territories and themes of one's groups."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q

from contributors.models import User
from moderation.models import Sheet
from places.territory import Territory


@dataclass(frozen=True)
class Mandate:
    """What somebody moderates: the sheets in one of these territories that are about one of these themes."""

    territories: tuple[str, ...] | None
    """Tokens such as `departement-29`; None for the whole country."""
    themes: tuple[str, ...] | None
    """Words of addresses such as `sante`; None for all. A kind of sheet that has no theme is not limited by them."""

    @property
    def is_whole(self) -> bool:
        """Whether it covers every sheet."""
        return self.territories is None and self.themes is None

    @cached_property
    def places(self) -> list[Territory]:
        """The territories that the gazetteer knows, none for the whole country; read once for all kinds of sheets."""
        return Territory.from_tokens(self.territories or ())


EVERYTHING = Mandate(None, None)


def mandates_of(user: User) -> list[Mandate]:
    """Return what this person moderates: a sheet that one of these covers.

    A superuser moderates everything. Otherwise each group counts by itself: one without territory covers the whole
    country, one without theme covers all themes; somebody who belongs to no group moderates nothing.

    Groups are read once for each object `user`, as Django does with rights: pages ask many times.
    """
    if not user.is_active:
        return []
    if user.is_superuser:
        return [EVERYTHING]
    memory: dict[str, list[Mandate]] = vars(user)
    if "_mandates" not in memory:
        memory["_mandates"] = _read(user)
    return memory["_mandates"]


def _read(user: User) -> list[Mandate]:
    """Return what the groups of somebody give them to moderate."""
    territories_of_themes: dict[tuple[str, ...] | None, set[str] | None] = {}
    groups = user.groups.annotate(territories=_each("scopes__territory"), themes=_each("theme_scopes__theme"))
    for territories, themes in groups.values_list("territories", "themes"):
        limit = tuple(sorted(themes)) or None
        known = territories_of_themes.get(limit, set())
        wide = not territories or known is None
        territories_of_themes[limit] = None if wide else {*(known or ()), *territories}
    found = [
        Mandate(None if territories is None else tuple(sorted(territories)), themes)
        for themes, territories in territories_of_themes.items()
    ]
    return [EVERYTHING] if EVERYTHING in found else found


def territories_of(user: User) -> list[str] | None:
    """Return the territories (tokens) that this person moderates, some of them for some themes only; None for all."""
    found: set[str] = set()
    for mandate in mandates_of(user):
        if mandate.territories is None:
            return None
        found.update(mandate.territories)
    return sorted(found)


def theme_names() -> dict[str, str]:
    """Return the themes that the kinds of sheets know: the word in addresses, and the name."""
    kinds: Iterable[Any] = (model for model in apps.get_models() if issubclass(model, Sheet))
    return {slug: name for kind in kinds for slug, name in kind.theme_names().items()}


def _each(path: str) -> ArrayAgg:
    return ArrayAgg(path, filter=Q(**{f"{path}__isnull": False}), distinct=True, default=[])


def groups_within(user: User) -> list[Group]:
    """Return the groups that this person may invite into: no right, territory or theme beyond their own."""
    parts = ("permissions__content_type", "scopes", "theme_scopes")
    groups = list(Group.objects.prefetch_related(*parts).order_by("name"))
    if user.is_active and user.is_superuser:
        return groups
    own, rights = mandates_of(user), user.get_all_permissions()
    return [
        group
        for group in groups
        if _rights(group) <= rights and any(_is_inside(group, mandate) for mandate in own)
    ]


def _rights(group: Group) -> set[str]:
    return {f"{right.content_type.app_label}.{right.codename}" for right in group.permissions.all()}


def _is_inside(group: Group, mandate: Mandate) -> bool:
    """Tell whether a mandate covers all that a group moderates."""
    tokens = [scope.territory for scope in group.scopes.all()]
    themes = {scope.theme for scope in group.theme_scopes.all()}
    if mandate.territories is not None:
        held = set(mandate.territories)
        if not tokens or not all(_holders(token) & held for token in tokens):
            return False
    return mandate.themes is None or (bool(themes) and themes <= set(mandate.themes))


def _holders(token: str) -> set[str]:
    """Return a territory and those that hold it."""
    territory = Territory.from_token(token)
    return {token, *(parent.token for parent in territory.parents)} if territory else set()
