"""What is kept of partners' articles, and for how long. Nothing of it is about a person who wrote to us."""

from django.utils import timezone

from articles.models import FeedEntry
from articles.partners.reading import KEPT
from moderation.holdings import Holding


def purge() -> dict[str, int]:
    """Delete the entries that are two years old and that nobody linked to an initiative."""
    old = FeedEntry.objects.filter(published_at__lte=timezone.now() - KEPT, initiatives=None)
    return {"articles of partners": old.delete()[1].get("articles.FeedEntry", 0)}


HOLDING = Holding(export=lambda person: {}, purge=purge)
