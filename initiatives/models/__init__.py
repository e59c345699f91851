"""The directory: initiatives, where they happen, who carries them, and what the public reads of them."""

from initiatives.models.activity import ActorRank, Vitality
from initiatives.models.actor import Actor, Membership
from initiatives.models.animator import Animator
from initiatives.models.initiative import Initiative
from initiatives.models.kinship import Kinship
from initiatives.models.listing import CellCount, FrequentKey, KeyBits, KeyCount, Listing, PairCount, Pin
from initiatives.models.location import Location
from initiatives.models.map_point import MapBits, MapPoint, NewPin
from initiatives.models.participation import Participation
from initiatives.models.reach import Scale, Stage
from initiatives.models.relation import DeclaredBy, Relation
from initiatives.models.synonym import Synonyms
from initiatives.models.tag import Tag, TaggedInitiative
from initiatives.models.theme import InitiativeTheme, Theme
from initiatives.models.word import Word

__all__ = [
    "Actor",
    "ActorRank",
    "Animator",
    "CellCount",
    "DeclaredBy",
    "FrequentKey",
    "Initiative",
    "InitiativeTheme",
    "KeyBits",
    "KeyCount",
    "Kinship",
    "Listing",
    "Location",
    "MapBits",
    "MapPoint",
    "Membership",
    "NewPin",
    "PairCount",
    "Participation",
    "Pin",
    "Relation",
    "Scale",
    "Stage",
    "Synonyms",
    "Tag",
    "TaggedInitiative",
    "Theme",
    "Vitality",
    "Word",
]
