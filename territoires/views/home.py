"""The front page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from articles.reading import newest_about
from contributors.forms import VisitorForm
from events.coming import coming_about
from initiatives.calling.lists import ending_soonest
from initiatives.cards import Card
from initiatives.filters import Filters, value
from initiatives.map import counts_by_department
from initiatives.models import Actor, KeyCount, Theme
from initiatives.models.listing import ALL
from initiatives.pages import newest
from initiatives.results.finding import find
from initiatives.structured import site_data
from initiatives.svg_map import SvgMap
from moderation import caching
from places.forms import CommuneField
from places.models import Commune
from territoires.context import SITE_NAME
from territoires.near import near

CALLS_SHOWN = 3
FIGURES_KEPT = 600  # seconds: 300,000 actors are not counted again at each publication
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


class NearForm(VisitorForm):
    """Around which commune one looks. It is kept in the address of the page, and nowhere else."""

    commune = CommuneField(
        label="Votre commune",
        help_text="Par son nom ou son code postal. Elle reste dans l’adresse de la page, et nulle part ailleurs.",
    )


@caching.listing
def home(request: HttpRequest) -> HttpResponse:
    """Say what the site is, and lead to what exists: search, map, what is near, what comes, themes, newest."""
    asked = "commune" in request.GET
    commune = None if asked else Commune.objects.by_code(value(request.GET, "pres"))
    form = NearForm(_typed(request) if asked else None, initial={"commune": commune})
    if asked and form.is_valid():
        chosen = form.cleaned_data["commune"]
        return redirect(f"{reverse('home')}?pres={chosen.pk}#pres")
    around = near(commune) if commune else None
    themes = KeyCount.objects.of("theme:")
    total = KeyCount.objects.number(ALL)
    context = {
        "form": form,
        "near": around,
        "total": total,
        "themes": [(theme, themes.get(str(theme.pk), 0)) for theme in Theme.objects.remembered()],
        "newest": pictured_first(newest(NEWEST_SHOWN)),
        "figures": [
            (total, "initiatives recensées"),
            *caching.kept_for(FIGURES_KEPT, "figures", figures),
        ],
        "drawing": caching.remembered("teaser", drawing),
        "calls": (around and around.calls) or ending_soonest(CALLS_SHOWN),
        "meetings": (around and around.meetings) or coming_about(),
        "analyses": newest_about(),
        "structured": site_data(SITE_NAME),
    }
    return render(request, "territoires/home.html", context)


def _typed(request: HttpRequest) -> dict[str, str]:
    """Return what was typed, made safe and cut: an address may hold anything."""
    return {name: value(request.GET, name, 100) for name in ("commune", "commune_code")}
