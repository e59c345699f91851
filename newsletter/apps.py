"""The name of this application in the admin, and what it tells the floors below."""

from django.apps import AppConfig


class NewsletterConfig(AppConfig):
    """Letters to subscribers and to mailing lists."""

    name = "newsletter"
    verbose_name = "Lettre"

    def ready(self) -> None:
        """Tell what mails look like, what is held, what the demonstration has; hear of mails."""
        from initiatives.demo import extras
        from moderation import holdings
        from newsletter.bouncing import hear
        from newsletter.demo.loading import EXTRA
        from newsletter.holding import HOLDING
        from newsletter.mail_examples import EXAMPLES
        from newsletter.taken_back import hear as hear_taken_back
        from outbox import examples, refusals, withdrawing

        examples.register("newsletter/mail/", EXAMPLES)
        holdings.register("newsletter", HOLDING)
        extras.register("newsletter", EXTRA)
        refusals.register(hear)
        withdrawing.register(hear_taken_back)
