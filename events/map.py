"""The map of what comes: a circle for each region, drawn by the server as those of initiatives are.

A circle for each department would be 14 pixels wide on a phone, beside its neighbours.
"""

from collections import defaultdict
from collections.abc import Mapping
from urllib.parse import urlencode

from django.db.models import Count
from django.utils.safestring import SafeString

from events.models import Event
from events.models.occurrence import today_begins
from initiatives.basemap.insets import OVERSEAS
from initiatives.basemap.marks import Spot
from initiatives.svg_map import SvgMap
from moderation import caching
from places.addresses import address
from places.models import Department, Region

KEPT = 600  # seconds: it counts every meeting to come


def drawing() -> SafeString:
    """Return the map of all meetings to come; nothing when there are none at a place. Each circle leads to a list."""
    found: SafeString = caching.kept_for(KEPT, "map of meetings", _draw)
    return found


def _draw() -> SafeString:
    coming = Event.objects.published().filter(over_at__gte=today_begins(), commune__isnull=False).order_by()
    counts = dict(coming.values_list("commune__department").annotate(Count("pk")))
    return drawn(counts, path=address("event_list")) if counts else SafeString()


def drawn(counts: Mapping[str, int], *, path: str, query: str = "") -> SafeString:
    """Return the map of so many meetings by department; its circles lead to a page, by the filters of `query`."""
    few = SvgMap.few(_spots(counts), address=path, query=query)
    return few.drawn(label="Rencontres à venir par région", noun="rencontre")


def _spots(counts: Mapping[str, int]) -> dict[str, Spot]:
    """Return one spot per region, in the middle of its meetings; overseas, one per department. By code.

    Those of the five departments overseas are there without a meeting too: their frames have a name.
    """
    held: dict[Region, list[Department]] = defaultdict(list)
    spots = {}
    places = Department.objects.defer("outline").filter(pk__in={*counts, *OVERSEAS}, latitude__isnull=False)
    for department in places.select_related("region").order_by("pk"):
        if department.region is None or department.pk in OVERSEAS:
            spots[department.pk] = _spot(department, [department], counts)
        else:
            held[department.region].append(department)
    return spots | {region.pk: _spot(region, departments, counts) for region, departments in held.items()}


def _spot(place: Region | Department, departments: list[Department], counts: Mapping[str, int]) -> Spot:
    weights = [counts.get(department.pk, 0) for department in departments]
    total = sum(weights)
    shares = [weight / total if total else 1 / len(weights) for weight in weights]
    latitude = sum(share * (one.latitude or 0) for share, one in zip(shares, departments, strict=True))
    longitude = sum(share * (one.longitude or 0) for share, one in zip(shares, departments, strict=True))
    return Spot(place.pk, place.name, latitude, longitude, total, urlencode({"territoire": place.token}))
