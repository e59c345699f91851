"""What every kind of sheet shares: status, revisions, questions, former addresses, territories of moderators."""

from moderation.models.change import Change
from moderation.models.former_slug import FormerSlug
from moderation.models.question import Question
from moderation.models.revision import Revision
from moderation.models.scope import Scope
from moderation.models.sheet import Sheet, SheetQuerySet, Status

__all__ = ["Change", "FormerSlug", "Question", "Revision", "Scope", "Sheet", "SheetQuerySet", "Status"]
