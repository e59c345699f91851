"""The front page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from initiatives.calling.lists import ending_soonest
from initiatives.cards import Card
from initiatives.filters import Filters
from initiatives.map import counts_by_department
from initiatives.models import Actor, KeyCount, Theme
from initiatives.models.listing import ALL
from initiatives.pages import newest
from initiatives.results.finding import find
from initiatives.structured import site_data
from initiatives.svg_map import SvgMap
from moderation import caching
from territoires.context import SITE_NAME

CALLS_SHOWN = 3
NEWEST_SHOWN = 5  # one large, four small; a phone shows three


def figures() -> list[tuple[int, str]]:
    """Return how many actors there are, and in how many communes something happens."""
    return [
        (Actor.objects.published().count(), "acteurs"),
        (len(KeyCount.objects.of("commune-")), "communes"),
    ]


def pictured_first(cards: list[Card]) -> list[Card]:
    """Return the cards with the newest that has a photo at the head, where it is large."""
    lead = next((card for card in cards if card.cover), None)
    return [lead, *(card for card in cards if card is not lead)] if lead else cards


def drawing() -> str:
    """Return the small map of where things are."""
    everything = Filters()
    return SvgMap.teaser(counts_by_department(everything, find(everything))).drawn()


@caching.listing
def home(request: HttpRequest) -> HttpResponse:
    """Say what the site is, and lead to what exists: search, map, themes, newest."""
    themes = KeyCount.objects.of("theme:")
    total = KeyCount.objects.number(ALL)
    context = {
        "total": total,
        "themes": [(theme, themes.get(str(theme.pk), 0)) for theme in Theme.objects.remembered()],
        "newest": pictured_first(newest(NEWEST_SHOWN)),
        "figures": [
            (total, "initiatives recensées"),
            *caching.remembered("figures", figures),
        ],
        "drawing": caching.remembered("teaser", drawing),
        "calls": ending_soonest(CALLS_SHOWN),
        "structured": site_data(SITE_NAME),
    }
    return render(request, "territoires/home.html", context)
