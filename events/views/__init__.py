"""The pages of meetings."""

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
    "event_history",
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
