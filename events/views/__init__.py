"""The pages of meetings."""

from events.views.announcing import announce, review
from events.views.feeds import calendar_feed, event_calendar, event_feed
from events.views.lists import event_list, event_month
from events.views.pages import event_history, event_page

__all__ = [
    "announce",
    "calendar_feed",
    "event_calendar",
    "event_feed",
    "event_history",
    "event_list",
    "event_month",
    "event_page",
    "review",
]
