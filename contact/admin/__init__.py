"""Messages and introductions that moderators decide about: the only ones that they ever read."""

from contact.admin import introductions, threads

__all__ = ["introductions", "threads"]
