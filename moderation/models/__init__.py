"""What every kind of sheet shares: status, revisions, questions, reports, former addresses, the moderators' desk."""

from moderation.models.canned_reason import CannedReason
from moderation.models.change import Change
from moderation.models.charter import CharterPoint, CharterTick
from moderation.models.claim import Claim
from moderation.models.erasure import Erasure
from moderation.models.former_slug import FormerSlug
from moderation.models.notice import Notice
from moderation.models.question import Question
from moderation.models.report import Report
from moderation.models.revision import Revision
from moderation.models.scope import Scope, ThemeScope
from moderation.models.sheet import Sheet, SheetQuerySet, Status

__all__ = [
    "CannedReason",
    "Change",
    "CharterPoint",
    "CharterTick",
    "Claim",
    "Erasure",
    "FormerSlug",
    "Notice",
    "Question",
    "Report",
    "Revision",
    "Scope",
    "Sheet",
    "SheetQuerySet",
    "Status",
    "ThemeScope",
]
