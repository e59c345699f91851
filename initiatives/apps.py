"""The directory, and what it does when the map of communes changes."""

from typing import Any

from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    """Initiatives, actors, themes."""

    name = "initiatives"
    verbose_name = "Annuaire"

    def ready(self) -> None:
        """Listen to the gazetteer, and tell what the mails about forms look like."""
        from initiatives.mail_examples import EXAMPLES
        from outbox.examples import register
        from places.signals import places_updated

        register("initiatives/mail/", EXAMPLES)

        places_updated.connect(follow_places, dispatch_uid="initiatives.follow_places")


def follow_places(sender: Any, **_: Any) -> None:
    """Give locations the territories that now hold them, and have all that derives from it written again."""
    from initiatives.gazetteer import relocate, relocate_animators
    from initiatives.jobs import refresh_listings

    relocate()
    relocate_animators()
    refresh_listings.defer(after=0)
