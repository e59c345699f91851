"""The directory, and what it does when the map of communes changes."""

from typing import Any

from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    """Initiatives, actors, themes."""

    name = "initiatives"
    verbose_name = "Annuaire"

    def ready(self) -> None:
        """Listen to the gazetteer."""
        from places.signals import places_updated

        places_updated.connect(follow_places, dispatch_uid="initiatives.follow_places")


def follow_places(sender: Any, **_: Any) -> None:
    """Give locations the territories that now hold them, and have all that derives from it written again."""
    from initiatives.gazetteer import relocate
    from initiatives.jobs import refresh_listings

    relocate()
    refresh_listings.defer(after=0)
