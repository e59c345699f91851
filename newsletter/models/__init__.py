"""Who gets which letter, and what was sent."""

from newsletter.models.choice import MOST_TERRITORIES, Choice
from newsletter.models.delivery import Delivery
from newsletter.models.issue import Issue
from newsletter.models.mailing_list import MailingList
from newsletter.models.subscription import Subscription

__all__ = ["MOST_TERRITORIES", "Choice", "Delivery", "Issue", "MailingList", "Subscription"]
