"""Calls for participation: writing one, giving it more time, ending it."""
