"""The feed of open calls, by the filters of their list."""

import re
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from contributors.markdown import render
from contributors.typography import day_in_words, typo
from initiatives.calling.lists import CallFilters
from initiatives.models import Call
from moderation import caching

MOST = 30
# XML 1.0, production 2: what is none of these, no escape can say.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def readable(text: str) -> str:
    """Return a text without the characters that XML forbids."""
    return _FORBIDDEN.sub("", text)


class CallFeed(Feed):
    """Open calls, the newest first unless the address says otherwise; all addresses are on SITE_URL."""

    feed_type = Atom1Feed
    language = "fr"

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> CallFilters:
        """Return the filters of the address."""
        return CallFilters.parse(request.GET)

    def title(self, filters: CallFilters) -> str:
        """Return what the feed is called."""
        name = "Appels en cours – Territoires contributifs"
        return readable(f"{name}\u00a0: {filters.label}" if filters.label else name)

    def subtitle(self, filters: CallFilters) -> str:
        """Return what it tells."""
        return "Ce que cherchent des initiatives locales\u00a0: des personnes, un lieu, du matériel…"

    def link(self, filters: CallFilters) -> str:
        """Return the address of the list."""
        return _whole(reverse("call_list"), filters)

    def feed_url(self, filters: CallFilters) -> str:
        """Return the address of the feed, which is its identity too."""
        return _whole(reverse("call_feed"), filters)

    feed_guid = feed_url

    def items(self, filters: CallFilters) -> list[Call]:
        """Return the first calls of the list."""
        return list(filters.calls.for_lists()[:MOST])

    def item_title(self, item: Any) -> str:
        """Return the title of a call."""
        return readable(typo(item.title))

    def item_description(self, item: Any) -> str:
        """Return its text as HTML, after who looks for it, where, until when."""
        until = f"jusqu’au {day_in_words(item.until)}"
        facts = ", ".join(filter(None, [item.get_kind_display(), item.initiative.title, item.where, until]))
        return readable(f"{render(f'*{_plain(facts)}*')}{render(item.text)}")

    def item_link(self, item: Any) -> str:
        """Return the address of its page."""
        return settings.SITE_URL + item.get_absolute_url()

    def item_guid(self, item: Any) -> str:
        """Return what tells it from others, even once its address has changed."""
        host = settings.SITE_URL.partition("://")[2].partition(":")[0]
        return f"tag:{host},2026:appel-{item.pk}"

    def item_pubdate(self, item: Any) -> datetime:
        """Return when it was published."""
        published: datetime = item.published_at
        return published

    def item_updateddate(self, item: Any) -> datetime:
        """Return when it last changed."""
        updated: datetime = item.updated_at
        return updated

    def item_categories(self, item: Any) -> list[str]:
        """Return what is looked for, and the theme of the initiative."""
        return [item.get_kind_display(), item.initiative.main_theme.name]

    def item_author_name(self, item: Any) -> str:
        """Return the initiative: Atom wants an author."""
        return readable(item.initiative.title)


def _plain(text: str) -> str:
    """Return a text in which Markdown sees no mark."""
    return re.sub(r"([\\`*_{}\[\]<>()#+!|-])", r"\\\1", text)


def _whole(path: str, filters: CallFilters) -> str:
    return f"{settings.SITE_URL}{path}" + (f"?{filters.query}" if filters.query else "")


call_feed = caching.listing(CallFeed())
