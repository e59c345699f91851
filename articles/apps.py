"""Analyses, and what they tell the floors below."""

from typing import Any

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    """Analyses."""

    name = "articles"
    verbose_name = "Analyses"

    def ready(self) -> None:
        """Tell what is held about sheets and what the demonstration has; listen to the gazetteer."""
        from articles.demo.loading import EXTRA
        from articles.holding import HOLDING
        from initiatives.demo import extras
        from moderation import holdings
        from places.signals import places_updated

        holdings.register("articles", HOLDING)
        extras.register("articles", EXTRA)
        places_updated.connect(follow_places, dispatch_uid="articles.follow_places")


def follow_places(sender: Any, **_: Any) -> None:
    """Have lists find analyses by the territories that now hold what they are about."""
    from articles.jobs import refresh_all

    refresh_all.defer()
