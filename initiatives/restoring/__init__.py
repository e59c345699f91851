"""Initiatives, actors and calls as they were in a snapshot: what still exists comes back, the rest is told."""

from initiatives.restoring.actor import restore_actor
from initiatives.restoring.call import restore_call
from initiatives.restoring.initiative import restore_initiative

__all__ = ["restore_actor", "restore_call", "restore_initiative"]
