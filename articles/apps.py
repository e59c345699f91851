"""Analyses, and what they tell the floors below."""

from typing import Any

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    """Analyses, and what partner sites publish."""

    name = "articles"
    verbose_name = "Analyses"

    def ready(self) -> None:
        """Tell what is kept too long; listen to the gazetteer."""
        from articles.partners.holding import HOLDING
        from moderation import holdings
        from places.signals import places_updated

        holdings.register("partners", HOLDING)
        places_updated.connect(follow_places, dispatch_uid="articles.partners")


def follow_places(sender: Any, **_: Any) -> None:
    """Give feeds and their entries the territories of today."""
    from articles.partners.places import relocate

    relocate()
