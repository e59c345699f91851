"""What is here: one page per region, department, intercommunality and commune."""

from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from initiatives.calling.lists import ending_soonest
from initiatives.filters import Filters
from initiatives.models import KeyCount, Theme
from initiatives.pages import inside_and_around
from initiatives.results import CEILING, Found
from initiatives.results.finding import find
from moderation import caching
from places.models import Department, Region
from places.territory import Territory
from territoires.views.home import drawing

CALLS_SHOWN = 4
SHOWN = 6  # newest sheets, and as many of wider scales


@dataclass(frozen=True)
class Part:
    """A territory inside another, with its number of initiatives."""

    name: str
    url: str
    count: int


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
    """Show one territory: what is here per theme, the newest, what is inside it, what concerns it from above."""
    territory = Territory.from_token(f"{kind}-{code}")
    if territory is None:
        raise Http404
    if (territory.kind, territory.code) != (kind, code):  # a former code: today's page
        return redirect(territory, permanent=True)
    filters = replace(Filters(), territory=territory)
    found = find(filters)
    themes = Theme.objects.remembered()
    counts = found.counts([f"theme:{theme.pk}" for theme in themes])
    newest, wider = inside_and_around(territory, found, SHOWN)
    count, parts = numbers_of(territory, found)
    context = {
        "territory": territory,
        "count": count,
        "themes": [(theme, counts.get(f"theme:{theme.pk}", 0)) for theme in themes],
        "newest": newest,
        "wider": wider,
        "parts": parts,
        "query": filters.query(),
        "calls": ending_soonest(CALLS_SHOWN, [territory.token]),
    }
    return render(request, "territoires/territory.html", context)


def numbers_of(territory: Territory, found: Found) -> tuple[int, list[Part]]:
    """Return the number of a territory, where `found` lies, and what is just inside it.

    What has none comes too, for it is to be filled.
    """
    children = territory.children
    asked = [child.token for child in children]
    if found.count > CEILING:  # not exact
        asked.append(territory.token)
    counts = KeyCount.objects.numbers(asked) if asked else {}
    parts = [Part(child.name, child.get_absolute_url(), counts.get(child.token, 0)) for child in children]
    return counts.get(territory.token, found.count), parts
