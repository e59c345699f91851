"""What every kind of sheet shares: status, revisions, questions, reports, proposals, merges, the moderators’ desk."""

from moderation.models.canned_reason import CannedReason
from moderation.models.change import Change
from moderation.models.charter import CharterPoint, CharterTick
from moderation.models.claim import Claim
from moderation.models.distinct import Distinct
from moderation.models.erasure import Erasure
from moderation.models.former_slug import FormerSlug
from moderation.models.kit import Kit, KitLine
from moderation.models.merge import Merge
from moderation.models.notice import Notice
from moderation.models.proposal import Proposal
from moderation.models.question import Question
from moderation.models.report import Report
from moderation.models.revision import Revision
from moderation.models.scope import Scope, ThemeScope
from moderation.models.sheet import Sheet
from moderation.models.sheet_set import SheetQuerySet
from moderation.models.status import Status
from moderation.models.trust import Trust

__all__ = [
    "CannedReason",
    "Change",
    "CharterPoint",
    "CharterTick",
    "Claim",
    "Distinct",
    "Erasure",
    "FormerSlug",
    "Kit",
    "KitLine",
    "Merge",
    "Notice",
    "Proposal",
    "Question",
    "Report",
    "Revision",
    "Scope",
    "Sheet",
    "SheetQuerySet",
    "Status",
    "ThemeScope",
    "Trust",
]
