"""The pages of meetings."""

from events.views.pages import event_history, event_page

__all__ = ["event_history", "event_page"]
