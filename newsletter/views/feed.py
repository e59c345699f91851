"""The feed of the letters to mailing lists."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from initiatives.views.call_feed import readable
from moderation import caching
from newsletter.issues import digest_of
from newsletter.models import Issue

MOST = 10


class LetterFeed(Feed):
    """Letters to mailing lists, the newest first; all addresses are on SITE_URL."""

    feed_type = Atom1Feed
    language = "fr"
    title = "La lettre – Territoires contributifs"
    subtitle = "Ce qui a paru\u00a0: initiatives, appels, rencontres, analyses"
    author_name = "Territoires contributifs"

    def link(self) -> str:
        """Return the address of the page."""
        return settings.SITE_URL + reverse("letter")

    def feed_url(self) -> str:
        """Return the address of the feed, which is its identity too."""
        return settings.SITE_URL + reverse("letter_feed")

    feed_guid = feed_url

    def items(self) -> list[Issue]:
        """Return the last letters."""
        return list(Issue.objects.sent().select_related("mailing_list")[:MOST])

    def item_title(self, item: Any) -> str:
        """Return the name of the list, and the time that the letter tells of."""
        return readable(str(item))

    def item_description(self, item: Any) -> str:
        """Return what it tells, as HTML, without what was taken down since."""
        shown = {"issue": item, "digest": digest_of(item), "level": 2}
        return readable(render_to_string("newsletter/digest.html", shown))

    def item_link(self, item: Any) -> str:
        """Return the address of its page."""
        return settings.SITE_URL + item.get_absolute_url()

    def item_guid(self, item: Any) -> str:
        """Return what tells it from others."""
        host = settings.SITE_URL.partition("://")[2].partition(":")[0]
        return f"tag:{host},2026:lettre-{item.pk}"

    def item_pubdate(self, item: Any) -> datetime:
        """Return when it was sent."""
        sent: datetime = item.sent_at
        return sent

    item_updateddate = item_pubdate


letter_feed = caching.listing(LetterFeed())
