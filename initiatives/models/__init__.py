"""The directory: initiatives, where they happen, who carries them, and what the public reads of them."""

from initiatives.models.actor import Actor, Membership
from initiatives.models.initiative import Initiative, Scale, Stage
from initiatives.models.listing import CellCount, KeyCount, Listing, Pin
from initiatives.models.location import Location
from initiatives.models.participation import Participation
from initiatives.models.tag import Tag, TaggedInitiative
from initiatives.models.theme import InitiativeTheme, Theme

__all__ = [
    "Actor",
    "CellCount",
    "Initiative",
    "InitiativeTheme",
    "KeyCount",
    "Listing",
    "Location",
    "Membership",
    "Participation",
    "Pin",
    "Scale",
    "Stage",
    "Tag",
    "TaggedInitiative",
    "Theme",
]
