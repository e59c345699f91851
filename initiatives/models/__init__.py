"""The directory: initiatives, where they happen, who carries them, and what the public reads of them."""

from initiatives.models.activity import ActorRank, Vitality
from initiatives.models.actor import Actor
from initiatives.models.actor_listing import ActorListing
from initiatives.models.agreement import Agreement
from initiatives.models.animator import Animator
from initiatives.models.call import CALL_LABELS, Call
from initiatives.models.initiative import Initiative
from initiatives.models.kinship import Kinship
from initiatives.models.listing import CellCount, FrequentKey, KeyBits, KeyCount, Listing, PairCount, Pin
from initiatives.models.location import Location
from initiatives.models.map_point import MapBits, MapPoint, NewPin
from initiatives.models.membership import Membership
from initiatives.models.network_layout import NetworkLayout
from initiatives.models.participation import Participation
from initiatives.models.projection_rule import ProjectionRule
from initiatives.models.reach import Scale, Stage
from initiatives.models.relation import DeclaredBy, Relation
from initiatives.models.synonym import Synonyms
from initiatives.models.tag import Tag, TaggedActor, TaggedInitiative
from initiatives.models.territory_ground import TerritoryGround
from initiatives.models.theme import ActorTheme, InitiativeTheme, Theme
from initiatives.models.word import Word

__all__ = [
    "CALL_LABELS",
    "Actor",
    "ActorListing",
    "ActorRank",
    "ActorTheme",
    "Agreement",
    "Animator",
    "Call",
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
    "NetworkLayout",
    "NewPin",
    "PairCount",
    "Participation",
    "Pin",
    "ProjectionRule",
    "Relation",
    "Scale",
    "Stage",
    "Synonyms",
    "Tag",
    "TaggedActor",
    "TaggedInitiative",
    "TerritoryGround",
    "Theme",
    "Vitality",
    "Word",
]
