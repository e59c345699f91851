"""The directory, and what it does when the map of communes changes."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class InitiativesConfig(AppConfig):
    """Initiatives, actors, themes."""

    name = "initiatives"
    verbose_name = "Annuaire"

    def ready(self) -> None:
        """Listen to the gazetteer, and tell what the mails about forms look like."""
        from initiatives.calling.following import ACTS, PAGE
        from initiatives.mail_examples import EXAMPLES
        from initiatives.models import Actor
        from initiatives.relating.bonds import has_relations
        from initiatives.relating.pages import exported
        from initiatives.relating.visibility import after_migrations
        from initiatives.submission import kinds, own
        from moderation import following, holdings
        from outbox.examples import register
        from places.signals import places_updated

        register("initiatives/mail/", EXAMPLES)
        kinds.register(own.INITIATIVE)
        kinds.register(own.ACTOR)
        following.register_page(
            following.Page(
                "Dire ses liens",
                "link",
                "follow_relations",
                lambda sheet: has_relations(sheet) and sheet.is_published,
            )
        )
        following.register_page(
            following.Page(
                "Animer un territoire",
                "people",
                "animate_ask",
                lambda sheet: isinstance(sheet, Actor) and sheet.is_published,
            )
        )
        following.register_page(PAGE)
        for act in ACTS:
            following.register_act(act)
        holdings.register(
            "relations", holdings.Holding(export=lambda person: {"relations": exported(person)})
        )
        post_migrate.connect(after_migrations, sender=self, dispatch_uid="initiatives.relations")

        places_updated.connect(follow_places, dispatch_uid="initiatives.follow_places")


def follow_places(sender: Any, **_: Any) -> None:
    """Give locations the territories that now hold them, and have all that derives from it written again."""
    from initiatives.gazetteer import relocate, relocate_actors, relocate_animators
    from initiatives.jobs import draw_grounds, refresh_actor_listings, refresh_listings

    relocate()
    relocate_actors()
    relocate_animators()
    refresh_listings.defer(after=0)
    # After those of initiatives, from which it reads where actors are active.
    refresh_actor_listings.defer(after=0)
    draw_grounds.defer()
