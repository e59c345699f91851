"""Changing a sheet of the directory without an account: the form of each kind."""

from initiatives.editing.actor import ActorEditForm
from initiatives.editing.call import CallEditForm
from initiatives.editing.initiative import InitiativeEditForm

__all__ = ["ActorEditForm", "CallEditForm", "InitiativeEditForm"]
