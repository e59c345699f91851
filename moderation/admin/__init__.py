"""The admin of every kind of sheet: an application registers its own kind with a `SheetAdmin`."""

from moderation.admin import groups, invitations, reports
from moderation.admin.decisions import DECISIONS, Decision
from moderation.admin.filters import StatusFilter
from moderation.admin.pages import CappedPaginator
from moderation.admin.sheets import SheetAdmin
from moderation.admin.territories import PartOfSheet, TerritorialAdmin, TerritorialChoices, moderator

__all__ = [
    "DECISIONS",
    "CappedPaginator",
    "Decision",
    "PartOfSheet",
    "SheetAdmin",
    "StatusFilter",
    "TerritorialAdmin",
    "TerritorialChoices",
    "groups",
    "invitations",
    "moderator",
    "reports",
]
