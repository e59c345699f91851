"""The pages of meetings."""

from events.views.feeds import calendar_feed, event_calendar, event_feed
from events.views.lists import event_list, event_map, event_month
from events.views.pages import event_history, event_page
from events.views.registering import register, registration, registration_export
from events.views.registrations import (
    attendance,
    registrations,
    registrations_add,
    registrations_cancel,
    registrations_csv,
    registrations_settings,
    registrations_write,
)

__all__ = [
    "attendance",
    "calendar_feed",
    "event_calendar",
    "event_feed",
    "event_history",
    "event_list",
    "event_map",
    "event_month",
    "event_page",
    "register",
    "registration",
    "registration_export",
    "registrations",
    "registrations_add",
    "registrations_cancel",
    "registrations_csv",
    "registrations_settings",
    "registrations_write",
]
