"""Makers of feeds of partners and of their articles."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from articles.models import FeedEntry, PartnerFeed
from articles.partners.texts import digest, link_key
from initiatives.models import Initiative, Theme
from places.territory import Territory


def make_feed(
    name: str = "Bretagne créative", *, territory: str = "", themes: Any = (), **fields: Any
) -> PartnerFeed:
    """Return a feed; its address comes from its number unless it is given."""
    number = PartnerFeed.objects.count() + 1
    given = {
        "site_url": "https://partenaire.fr/",
        "feed_url": f"http://partenaire.fr/flux-{number}",
        "consent_note": "Accord de Camille, par téléphone, le 2 mars 2026.",
    }
    feed = PartnerFeed(name=name, **given | fields)
    feed.place_in(Territory.from_token(territory))
    feed.save()
    feed.themes.set(themes)
    return feed


def make_entry(
    title: str = "Un four à pain pour le quartier",
    *,
    feed: PartnerFeed | None = None,
    territory: str = "",
    themes: tuple[Theme, ...] = (),
    initiatives: tuple[Initiative, ...] = (),
    published_at: datetime | None = None,
    **fields: Any,
) -> FeedEntry:
    """Return an article that visitors see."""
    number = FeedEntry.objects.count() + 1
    link = fields.pop("link", f"https://partenaire.fr/articles/{number}")
    entry = FeedEntry(
        feed=feed or PartnerFeed.objects.order_by("pk").first() or make_feed(),
        title=title,
        link=link,
        link_key=link_key(link),
        guid=digest(str(number)),
        published_at=published_at or timezone.now(),
        **{"state": "shown", "excerpt": "Les habitants l’ont bâti eux-mêmes."} | fields,
    )
    entry.place_in(Territory.from_token(territory))
    entry.save()
    entry.themes.set(themes)
    entry.initiatives.set(initiatives)
    return entry
