"""The name of this application in the admin."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Mail that waits to be sent."""

    name = "outbox"
    verbose_name = "Courriels"
