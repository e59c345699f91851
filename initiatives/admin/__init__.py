"""The directory in the admin."""

from initiatives.admin.actors import ActorAdmin
from initiatives.admin.agreements import AgreementAdmin
from initiatives.admin.animators import AnimatorAdmin
from initiatives.admin.calls import CallAdmin
from initiatives.admin.initiatives import InitiativeAdmin
from initiatives.admin.synonyms import SynonymsAdmin
from initiatives.admin.tags import TagAdmin
from initiatives.admin.themes import ThemeAdmin

__all__ = [
    "ActorAdmin",
    "AgreementAdmin",
    "AnimatorAdmin",
    "CallAdmin",
    "InitiativeAdmin",
    "SynonymsAdmin",
    "TagAdmin",
    "ThemeAdmin",
]
