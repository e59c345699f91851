"""A small map of the points of an initiative, drawn by the server, for whoever reads it again."""

from collections import Counter

from django.utils.safestring import SafeString

from initiatives.basemap.ground import Ground
from initiatives.basemap.marks import Spot
from initiatives.basemap.outlines import Bounds
from initiatives.models import Initiative, Location
from initiatives.svg_map import SvgMap

AROUND = 0.7  # degrees around the points: the coast and the shape of the department are in sight
SPACING = 60  # units, of 1,000 across: nearer points are one circle


def drawing_of(initiative: Initiative) -> SafeString:
    """Return the map of the points of an initiative; nothing when it has none."""
    places = initiative.locations.filter(kind=Location.Kind.POINT).select_related("commune", "department")
    points = [
        (place.latitude, place.longitude, place.label)
        for place in places
        if place.latitude is not None and place.longitude is not None
    ]
    if not points:
        return SafeString("")
    at = Counter(points)
    spots = [
        Spot(str(number), name, latitude, longitude, count, "")
        for number, ((latitude, longitude, name), count) in enumerate(at.items())
    ]
    bounds = Bounds(
        min(spot.longitude for spot in spots) - AROUND * 1.4,
        min(spot.latitude for spot in spots) - AROUND / 2,
        max(spot.longitude for spot in spots) + AROUND * 1.4,
        max(spot.latitude for spot in spots) + AROUND / 2,
    )
    outlines = {place.department_id: place.department.outline for place in places if place.department}
    rings = [
        [(point[0], point[1]) for point in polygon[0]]
        for outline in outlines.values()
        if outline
        for polygon in outline["coordinates"]
    ]
    label = f"Sur la carte\u00a0: {', '.join(dict.fromkeys(name for _, _, name in points))}"
    return SvgMap(spots, Ground.drawn(bounds, outlines=rings), spacing=SPACING).drawn(
        id="fiche-carte", label=label, still=True
    )
