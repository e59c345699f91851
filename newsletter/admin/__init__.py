"""Letters in the admin: mailing lists, letters to them, and who subscribes."""

from newsletter.admin import issues, mailing_lists, subscriptions

__all__ = ["issues", "mailing_lists", "subscriptions"]
