"""The name of this application in the admin."""

from django.apps import AppConfig


class ContributorsConfig(AppConfig):
    """Private persons and accounts of the team."""

    name = "contributors"
    verbose_name = "Personnes"
