"""Meetings, and what they tell the floors below."""

from typing import Any

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Meetings."""

    name = "events"
    verbose_name = "Rencontres"

    def ready(self) -> None:
        """Tell what is held about sheets, what authors may do, what the demonstration has; listen to the gazetteer."""
        from events.announcing.sending import EVENT
        from events.demo.loading import EXTRA
        from events.following import ACTS
        from events.holding import HOLDING
        from events.registering.telling import tell
        from initiatives.demo import extras
        from initiatives.submission import kinds
        from moderation import following, holdings
        from places.signals import places_updated

        holdings.register("events", HOLDING)
        for act in ACTS:
            following.register_act(act)
        tell()
        extras.register("events", EXTRA)
        kinds.register(EVENT)
        places_updated.connect(follow_places, dispatch_uid="events.follow_places")


def follow_places(sender: Any, **_: Any) -> None:
    """Give meetings the communes of today, and have lists find them by the territories that now hold these."""
    from events.jobs import schedule_all
    from events.models import Event
    from events.registering.joined_communes import same_places_told
    from initiatives.gazetteer import follow_communes

    with same_places_told():
        follow_communes(Event)
    schedule_all.defer()
