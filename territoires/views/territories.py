"""What is here: one page per region, department, intercommunality and commune."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from articles.library import ArticleFilters
from contact.reach import reachable
from events.agenda import EventFilters
from events.coming import coming_about
from initiatives.activity import activity_of
from initiatives.calling.lists import ending_soonest
from initiatives.figures import figures_of
from initiatives.filters import Filters
from initiatives.models import KeyCount
from initiatives.models.animator import animators_of
from initiatives.pages import inside_and_around
from initiatives.results import CEILING, Found
from initiatives.results.finding import find
from initiatives.territory_map import territory_drawing
from moderation import caching
from places.models import Commune, Department, Region
from places.neighbours import nearest_to, neighbours_at
from places.territory import Inside, Territory
from territoires.views.home import drawing

CALLS_SHOWN = 4
SHOWN = 6  # newest sheets, and as many of wider scales
SHOWN_ON_PAPER = 5
COUNTED = 500  # meetings, analyses: beyond, « plus de 500 » says as much
KEPT = 3600  # seconds


@dataclass(frozen=True)
class Part:
    """A territory inside another, with its number of initiatives."""

    name: str
    url: str
    count: int
    token: str = ""


@caching.listing
def territory_list(request: HttpRequest) -> HttpResponse:
    """List regions and their departments, with their numbers."""
    counts = KeyCount.objects.of("departement-")
    by_region: dict[str | None, list[Part]] = {}
    for department in Department.objects.order_by("code"):
        part = Part(department.name, department.get_absolute_url(), counts.get(department.pk, 0))
        by_region.setdefault(department.region_id, []).append(part)
    regions = KeyCount.objects.of("region-")
    context = {
        "regions": [
            (
                Part(region.name, region.get_absolute_url(), regions.get(region.pk, 0)),
                by_region.get(region.pk, []),
            )
            for region in Region.objects.order_by("key")
        ],
        "collectivities": by_region.get(None, []),
        "drawing": caching.remembered("teaser", drawing),
    }
    return render(request, "territoires/territory_list.html", context)


@caching.listing
def territory_page(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Show one territory: what is here, who is active, what concerns it from above, what is near."""
    territory = _territory(kind, code)
    if (territory.kind, territory.code) != (kind, code):  # a former code: today's page
        return redirect(territory, permanent=True)
    context = contents(territory, SHOWN) | {"neighbours": _neighbours(territory)}
    return render(request, "territoires/territory.html", context)


@caching.listing
def territory_portrait(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Show one territory on one page of paper."""
    territory = _territory(kind, code)
    if (territory.kind, territory.code) != (kind, code):
        return redirect("territory_portrait", territory.kind, territory.code, permanent=True)
    context = contents(territory, SHOWN_ON_PAPER) | {"today": timezone.localdate()}
    return render(request, "territoires/portrait.html", context)


def _territory(kind: str, code: str) -> Territory:
    """Return the territory of an address. Raises Http404 when there is none."""
    territory = Territory.from_token(f"{kind}-{code}")
    if territory is None:
        raise Http404
    return territory


def contents(territory: Territory, shown: int) -> dict[str, Any]:
    """Return what the page and the portrait of a territory show; `shown` is how many initiatives."""
    filters = replace(Filters(), territory=territory)
    found = find(filters)
    newest, wider = inside_and_around(territory, found, shown)
    count, parts = numbers_of(territory, found)
    animators, meetings = animators_of(territory), EventFilters(territory=territory)
    return {
        "territory": territory,
        "count": count,
        "figures": figures_of(territory, found, count),
        "activity": activity_of(territory.token),
        "newest": newest,
        "wider": wider,
        "parts": parts,
        "drawing": _drawing(territory, parts) if count else "",
        "animators": animators,
        "reachable": reachable(animator.actor for animator in animators),
        "query": filters.query(),
        "calls": ending_soonest(CALLS_SHOWN, [territory.token]),
        "meetings": coming_about(meetings),
        "meeting_count": meetings.counted(COUNTED),  # of times
        "article_count": ArticleFilters(territory=territory).counted(COUNTED),
        "counted": COUNTED,
    }


def _drawing(territory: Territory, parts: list[Part]) -> str:
    """Return the map, remembered: it depends on nothing but what is public."""
    counts = {part.token: part.count for part in parts}
    return caching.remembered(f"drawing {territory.token}", lambda: territory_drawing(territory, counts))


def _neighbours(territory: Territory) -> list[Part]:
    """Return the territories around, with their numbers."""
    place = territory.place
    if isinstance(place, Commune):
        around: Any = nearest_to(place)
    else:
        # They change with the gazetteer only; that it was loaded anew is seen within the hour.
        level = place.level
        at_level: Any = caching.kept_for(KEPT, f"neighbours {level}", lambda: neighbours_at(level))
        around = at_level.get(territory.code, [])
    counts = KeyCount.objects.numbers([place.token for place in around]) if around else {}
    return [_part(place, counts) for place in around]


def numbers_of(territory: Territory, found: Found) -> tuple[int, list[Part]]:
    """Return the number of a territory, where `found` lies, and what is just inside it.

    What has none comes too, for it is to be filled.
    """
    children = territory.children
    asked = [child.token for child in children]
    if found.count > CEILING:  # not exact
        asked.append(territory.token)
    counts = KeyCount.objects.numbers(asked) if asked else {}
    return counts.get(territory.token, found.count), [_part(child, counts) for child in children]


def _part(place: Inside, counts: Mapping[str, int]) -> Part:
    return Part(place.name, place.get_absolute_url(), counts.get(place.token, 0), place.token)
