"""The name of this application in the admin, and what it tells the floors below."""

from django.apps import AppConfig


class ContactConfig(AppConfig):
    """Messages passed on, and introductions."""

    name = "contact"
    verbose_name = "Contact"

    def ready(self) -> None:
        """Tell what mails look like, what is held about sheets and persons, and what the author of a sheet may do."""
        from contact.follow_acts import ACTS
        from contact.holding import HOLDING
        from contact.mail_examples import EXAMPLES
        from moderation import following, holdings
        from outbox.examples import register

        register("contact/mail/", EXAMPLES)
        holdings.register("contact", HOLDING)
        for act in ACTS:
            following.register_act(act)
