"""The history of a sheet: what changed from one version to the next, for moderators and for everybody."""

from moderation.history.differences import Change, Piece, word_by_word
from moderation.history.photos import PhotoReader
from moderation.history.public import PublicHistory, PublicVersion
from moderation.history.reading import SnapshotReader, changes
from moderation.history.versions import Version, versions

__all__ = [
    "Change",
    "PhotoReader",
    "Piece",
    "PublicHistory",
    "PublicVersion",
    "SnapshotReader",
    "Version",
    "changes",
    "versions",
    "word_by_word",
]
