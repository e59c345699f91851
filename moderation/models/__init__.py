"""What every kind of sheet shares: status, revisions, questions, reports, merges, addresses, scope of moderators."""

from moderation.models.change import Change
from moderation.models.distinct import Distinct
from moderation.models.erasure import Erasure
from moderation.models.former_slug import FormerSlug
from moderation.models.kit import Kit, KitLine
from moderation.models.merge import Merge
from moderation.models.proposal import Proposal
from moderation.models.question import Question
from moderation.models.report import Report
from moderation.models.revision import Revision
from moderation.models.scope import Scope
from moderation.models.sheet import Sheet, SheetQuerySet, Status
from moderation.models.trust import Trust

__all__ = [
    "Change",
    "Distinct",
    "Erasure",
    "FormerSlug",
    "Kit",
    "KitLine",
    "Merge",
    "Proposal",
    "Question",
    "Report",
    "Revision",
    "Scope",
    "Sheet",
    "SheetQuerySet",
    "Status",
    "Trust",
]
