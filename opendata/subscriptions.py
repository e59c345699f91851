"""Every feed of the site in one place: what each tells, its address for some filters, the page that it follows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse

from articles.library import ArticleFilters
from articles.partners.lists import EntryFilters
from events.agenda import EventFilters
from initiatives.actor_search import ActorFilters
from initiatives.calling.lists import CallFilters
from initiatives.filters import Filters


@dataclass(frozen=True)
class Feed:
    """A feed, whatever its filters."""

    title: str
    told: str  # what it brings
    route: str
    read: Callable[[QueryDict], Any] | None  # the filters that it understands: they have `pairs`
    calendar: str = ""  # route of the same for calendars


@dataclass(frozen=True)
class Address:
    """A feed by some filters, at its whole address."""

    feed: Feed
    url: str
    calendar: str  # whole address too, or nothing


UNKNOWN_TO_FEEDS = {
    "tri",
    "pres",
    "page",
    "quand",
    "mois",
    "jour",
}  # an order, a moment: feeds have their own
FEEDS = (
    Feed(
        "Initiatives",
        "Les dernières fiches publiées.",
        "initiatives_feed",
        Filters.parse,
    ),
    Feed(
        "Appels à participation",
        "Qui cherche des bras, un lieu, du matériel\u00a0: les appels en cours.",
        "call_feed",
        CallFilters.parse,
    ),
    Feed(
        "Rencontres",
        "Les portes ouvertes, ateliers et visites, au moment où on les annonce.",
        "event_feed",
        EventFilters.parse,
        calendar="event_calendar",
    ),
    Feed(
        "Analyses",
        "Les retours d’expérience, portraits et méthodes.",
        "article_feed",
        ArticleFilters.parse,
    ),
    Feed(
        "Vu chez nos partenaires",
        "Ce qu’écrivent d’autres sites, résumé en quelques lignes, avec le lien vers l’original.",
        "partner_feed",
        EntryFilters.parse,
    ),
    Feed(
        "Acteurs",
        "Les associations, collectifs et collectivités qui viennent d’arriver.",
        "actors_feed",
        ActorFilters.parse,
    ),
    Feed(
        "La lettre",
        "Les lettres envoyées aux listes de diffusion, entières, quels que soient vos choix ici.",
        "letter_feed",
        None,
    ),
)


def addresses(query: QueryDict) -> list[Address]:
    """Return every feed, each by what it understands of the filters of a query."""
    return [address_of(feed, query) for feed in FEEDS]


def address_of(feed: Feed, query: QueryDict) -> Address:
    """Return a feed by what it understands of the filters of a query."""
    read = feed.read(query).pairs if feed.read else []
    pairs = [pair for pair in read if pair[0] not in UNKNOWN_TO_FEEDS]
    end = f"?{urlencode(pairs)}" if pairs else ""
    calendar = settings.SITE_URL + reverse(feed.calendar) + end if feed.calendar else ""
    return Address(feed, settings.SITE_URL + reverse(feed.route) + end, calendar)
