"""Pages of the letter."""

from newsletter.views.archive import issue_page, letter_page
from newsletter.views.feed import letter_feed
from newsletter.views.managing import manage, stop
from newsletter.views.subscribing import confirm, subscribe

__all__ = ["confirm", "issue_page", "letter_feed", "letter_page", "manage", "stop", "subscribe"]
