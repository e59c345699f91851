"""What every kind of sheet shares: status, revisions, questions, reports, proposals, former addresses, scope."""

from moderation.models.change import Change
from moderation.models.erasure import Erasure
from moderation.models.former_slug import FormerSlug
from moderation.models.proposal import Proposal
from moderation.models.question import Question
from moderation.models.report import Report
from moderation.models.revision import Revision
from moderation.models.scope import Scope
from moderation.models.sheet import Sheet, SheetQuerySet, Status
from moderation.models.trust import Trust

__all__ = [
    "Change",
    "Erasure",
    "FormerSlug",
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
