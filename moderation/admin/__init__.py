"""The admin of every kind of sheet: an application registers its own kind with a `SheetAdmin`."""

from moderation.admin import groups, invitations, kits, persons, proposals, reports, texts
from moderation.admin.decisions import DECISIONS, Decision
from moderation.admin.desk import desk_urls
from moderation.admin.filters import ClaimFilter, QuestionFilter, StatusFilter
from moderation.admin.pages import CappedPaginator
from moderation.admin.sheets import SheetAdmin
from moderation.admin.territories import PartOfSheet, TerritorialAdmin, TerritorialChoices, moderator

__all__ = [
    "DECISIONS",
    "CappedPaginator",
    "ClaimFilter",
    "Decision",
    "PartOfSheet",
    "QuestionFilter",
    "SheetAdmin",
    "StatusFilter",
    "TerritorialAdmin",
    "TerritorialChoices",
    "desk_urls",
    "groups",
    "invitations",
    "kits",
    "moderator",
    "persons",
    "proposals",
    "reports",
    "texts",
]
