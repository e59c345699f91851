"""The small map of a picture: land, a dot for each department where something happens, those in question in blue."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log10

from PIL import Image, ImageDraw

from initiatives.basemap.ground import fitted
from initiatives.basemap.insets import OVERSEAS
from initiatives.basemap.lines import clip
from initiatives.basemap.outlines import Bounds, Projection, outlines
from initiatives.svg_map import METROPOLE
from opendata.pictures.colours import BLUE, COAST, GORSE, INK, LAND, LAND_2, SEA, SOFT

FINER = 2  # drawn so many times larger, then reduced: Pillow's lines have no half tones
SIZE = (500, 602)  # pixels
MAINLAND = METROPOLE.wider(0.06)


@dataclass(frozen=True)
class Dot:
    """A department: where it is (degrees WGS 84), how many initiatives it has, whether it is in question."""

    code: str
    longitude: float
    latitude: float
    count: int
    chosen: bool = False


def drawn(dots: Sequence[Dot], spot: tuple[float, float] | None = None) -> Image.Image:
    """Return the map; `spot` (longitude, latitude) is a place too small to be a dot.

    Where all that is in question lies overseas, the map is of there.
    """
    chosen = [dot for dot in dots if dot.chosen]
    aside = OVERSEAS.get(chosen[0].code) if len(chosen) == 1 else None
    picture = _land(aside or MAINLAND).copy()
    project = Projection(fitted(aside or MAINLAND, *SIZE), SIZE[0] * FINER)
    draw = ImageDraw.Draw(picture)
    for dot in sorted(dots, key=lambda dot: dot.chosen):
        if dot.count or dot.chosen:
            radius = (4 + 4 * log10(max(1, dot.count))) * FINER * (1.5 if dot.chosen else 1)
            _disc(draw, project(dot.longitude, dot.latitude), radius, BLUE if dot.chosen else SOFT)
    if spot:
        _disc(draw, project(*spot), 15 * FINER, INK)
        _disc(draw, project(*spot), 11 * FINER, GORSE)
    return picture.resize(SIZE, Image.Resampling.BOX)


@lru_cache(16)
def _land(bounds: Bounds) -> Image.Image:
    """Return the sea and the land, drawn once in a process."""
    bounds = fitted(bounds, *SIZE)
    picture = Image.new("RGB", (SIZE[0] * FINER, SIZE[1] * FINER), SEA)
    draw = ImageDraw.Draw(picture)
    project = Projection(bounds, SIZE[0] * FINER)
    for group, colour in (("others", LAND_2), ("france", LAND)):
        for ring in outlines().rings[group]:
            inside = [project(*place) for place in clip(ring, bounds.wider(0.1))]
            if len(inside) >= 3:
                draw.polygon(inside, fill=colour, outline=COAST, width=2)
    return picture


def _disc(draw: ImageDraw.ImageDraw, centre: tuple[float, float], radius: float, colour: str) -> None:
    x, y = centre
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)
