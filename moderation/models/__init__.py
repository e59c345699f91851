"""What every kind of sheet shares: status, revisions, questions, reports, former addresses, moderators' territories."""

from moderation.models.change import Change
from moderation.models.erasure import Erasure
from moderation.models.former_slug import FormerSlug
from moderation.models.kit import Kit, KitLine
from moderation.models.question import Question
from moderation.models.report import Report
from moderation.models.revision import Revision
from moderation.models.scope import Scope
from moderation.models.sheet import Sheet, SheetQuerySet, Status

__all__ = [
    "Change",
    "Erasure",
    "FormerSlug",
    "Kit",
    "KitLine",
    "Question",
    "Report",
    "Revision",
    "Scope",
    "Sheet",
    "SheetQuerySet",
    "Status",
]
