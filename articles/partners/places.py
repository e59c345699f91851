"""Feeds and entries in step with the gazetteer."""

from django.db import transaction

from articles.models import FeedEntry, PartnerFeed
from initiatives.models.animator import holders_of
from places.territory import Territory


@transaction.atomic
def relocate() -> int:
    """Give feeds and entries today's code of their territory, and what holds it now; return how many changed."""
    changed = 0
    for model in (PartnerFeed, FeedEntry):
        named = model._default_manager.exclude(territory="").order_by("territory")
        for token in list(named.values_list("territory", flat=True).distinct()):
            place = Territory.from_token(token)
            if place is None:
                continue
            today = {"territory": place.token, "holders": holders_of(place)}
            stale = model._default_manager.filter(territory=token).exclude(**today)
            changed += stale.update(**today)
    return changed
