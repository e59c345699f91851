"""The name of this application in the admin."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    """What every kind of sheet shares."""

    name = "moderation"
    verbose_name = "Modération"

    def ready(self) -> None:
        """Tell what the mails about sheets look like."""
        from moderation.mail_examples import EXAMPLES
        from outbox.examples import register

        register("moderation/mail/", EXAMPLES)
