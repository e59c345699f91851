"""Analyses, what partner sites publish, and what they tell the floors below."""

from typing import Any

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    """Analyses, and what partner sites publish."""

    name = "articles"
    verbose_name = "Analyses"

    def ready(self) -> None:
        """Tell what is held about sheets, how they are sent, what the demonstration has; listen to the gazetteer."""
        from articles import holding
        from articles.demo.loading import EXTRA
        from articles.partners import holding as partners_holding
        from articles.writing.sending import ARTICLE
        from initiatives.demo import extras
        from initiatives.submission import kinds
        from moderation import holdings
        from places.signals import places_updated

        holdings.register("articles", holding.HOLDING)
        holdings.register("partners", partners_holding.HOLDING)
        extras.register("articles", EXTRA)
        kinds.register(ARTICLE)
        places_updated.connect(follow_places, dispatch_uid="articles.follow_places")


def follow_places(sender: Any, **_: Any) -> None:
    """Have lists and moderators find analyses and what partners publish by the territories of today."""
    from articles.jobs import refresh_all
    from articles.models import Article
    from articles.partners.places import relocate
    from initiatives.gazetteer import follow_territories

    follow_territories(Article)
    refresh_all.defer()
    relocate()
