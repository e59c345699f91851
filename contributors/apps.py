"""The name of this application in the admin."""

from importlib import import_module

from django.apps import AppConfig


class ContributorsConfig(AppConfig):
    """Private persons and accounts of the team."""

    name = "contributors"
    verbose_name = "Personnes"

    def ready(self) -> None:
        """Listen to log-ins."""
        import_module("contributors.sign_ins")
