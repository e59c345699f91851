"""The name of this application in the admin."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    """What every kind of sheet shares."""

    name = "moderation"
    verbose_name = "Modération"
