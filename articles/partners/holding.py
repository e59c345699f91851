"""What is kept of partners' articles, and for how long. Nothing of it is about a person who wrote to us."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from articles.models import FeedEntry
from articles.partners.reading import KEPT
from moderation.holdings import Holding


def purge() -> dict[str, int]:
    """Delete the entries that are two years old and that nobody linked to an initiative.

    Those without a date, two years after they were last told: they would come back, even what was hidden.
    """
    since = timezone.now() - KEPT
    forgotten = Q(told_on=None) | Q(told_on__lte=timezone.localdate(since))
    old = FeedEntry.objects.filter(forgotten, published_at__lte=since, initiatives=None)
    with transaction.atomic():
        # In the order in which visits and moderators lock them, then those that nobody linked meanwhile.
        numbers = list(old.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))
        deleted = old.filter(pk__in=numbers).delete()[1]
    return {"articles of partners": deleted.get("articles.FeedEntry", 0)}


HOLDING = Holding(export=lambda person: {}, purge=purge)
