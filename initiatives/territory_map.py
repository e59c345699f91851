"""The map of one territory with its parts: a circle for each part where something happens, which leads to its page."""

from collections.abc import Callable, Mapping

from django.utils.safestring import SafeString

from initiatives.basemap.marks import Spot
from initiatives.grounds import ground_of
from initiatives.svg_map import TEASER_SPACING, SvgMap
from places.territory import Inside, Territory


def territory_drawing(
    territory: Territory, counts: Mapping[str, int], page: Callable[[Inside], str] = Inside.get_absolute_url
) -> SafeString:
    """Return the drawing of a territory and its parts, `counts` by token; nothing for a commune, or without positions.

    Each circle leads to a `page`. A part stands at the middle of its inhabitants, which is where people look for it.
    """
    kept = ground_of(territory)
    if kept is None:
        return SafeString()
    spots = [
        Spot(part.code, part.name, *middle, counts.get(part.token, 0), "", page(part))
        for part in territory.children
        if (middle := kept.middle(part.token))
    ]
    drawing = SvgMap(spots, kept.ground, query=f"territoire={territory.token}", spacing=TEASER_SPACING)
    return drawing.drawn(label=f"Initiatives {territory.phrase}")
