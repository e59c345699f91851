"""What the gazetteer adds to the map's background: commune names, and borders once official outlines are loaded."""

from typing import Any

from django.core.cache import cache
from django.db.models import Count, Sum
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from initiatives.basemap.borders import GRID, borders
from initiatives.basemap.names import Named, placed
from moderation import caching
from places.models import Commune, Department

KEPT = 3600  # seconds
CANDIDATES = 5000  # communes, the most populated: enough for every empty corner to have one


@require_safe
@cache_control(public=True, max_age=86_400)
def base_map(request: HttpRequest) -> JsonResponse:
    """Answer `{"names": [[name, latitude, longitude, first zoom]…], "outlines": {…, "grid": steps per degree}}`."""
    background = cache.get_or_set(f"base_map:{caching.remembered('edition', edition)}", draw, KEPT)
    return JsonResponse(background, json_dumps_params={"separators": (",", ":"), "ensure_ascii": False})


def draw() -> dict[str, Any]:
    """Return the answer of `base_map`: half a second of work once official outlines are loaded."""
    return {"names": commune_names(), "outlines": {**department_borders(), "grid": GRID}}


def edition() -> str:
    """Return what tells one state of the gazetteer from another, but for a mere change of names or of outlines.

    That, too, is seen when the background that was kept expires.
    """
    communes = Commune.objects.current().filter(position_exact=True)
    sums = communes.aggregate(Count("pk"), Sum("population"), Sum("latitude"), Sum("longitude"))
    outlines = Department.objects.exclude(outline=None).count()
    return f"{'/'.join(map(str, sums.values()))}/{outlines}"


def commune_names() -> list[list[Any]]:
    """Return name, latitude, longitude (degrees) and first zoom of the communes worth a label, by first zoom.

    An approximate position never gets a label: it would stand beside its town.
    """
    candidates = (
        Commune.objects.current()
        .filter(position_exact=True)
        .order_by("-population", "code")
        .values_list("name", "latitude", "longitude")[:CANDIDATES]
    )
    return [
        [place.name, round(place.latitude, 3), round(place.longitude, 3), zoom]
        for place, zoom in placed(
            Named(name, latitude, longitude)
            for name, latitude, longitude in candidates
            if latitude is not None and longitude is not None  # an exact position has both, says a constraint
        )
    ]


def department_borders() -> dict[str, list[list[int]]]:
    """Return the lines between departments and between regions; empty lists until outlines are loaded."""
    return borders(
        Department.objects.exclude(outline=None)
        .order_by("code")
        .values_list("region_id", "outline")
        .iterator()
    )
