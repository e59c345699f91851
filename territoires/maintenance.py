"""Closing the site for a moment: `touch var/maintenance` shows the page of maintenance, removing the file opens again.

A file rather than a setting: nothing is restarted, and it works while the database is being worked on.
"""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from territoires.errors import unavailable

# Watchers of the machine still ask these.
OPEN_PATHS = ("/sante/",)


class MaintenanceMiddleware:
    """Answer 503 to everybody while the file is there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.switch = Path(settings.VAR_DIR) / "maintenance"

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return the page asked for, or that of maintenance."""
        if self.switch.exists() and not request.path.startswith(OPEN_PATHS):
            return unavailable(request)
        return self.get_response(request)
