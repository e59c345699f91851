"""The name of this application in the admin."""

from importlib import import_module

from django.apps import AppConfig


class ContributorsConfig(AppConfig):
    """Private persons and accounts of the team."""

    name = "contributors"
    verbose_name = "Personnes"

    def ready(self) -> None:
        """Listen to log-ins, and tell what the mails to the team look like."""
        from contributors.mail_examples import EXAMPLES
        from outbox.examples import register

        import_module("contributors.sign_ins")
        register("contributors/mail/", EXAMPLES)
