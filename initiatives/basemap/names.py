"""Choose the commune names of the map's background: for each, the zoom from which it has room."""

from collections import defaultdict
from collections.abc import Iterable
from math import ceil
from typing import NamedTuple

from initiatives.basemap.outlines import Bounds, Projection

# Zoom → how many of the names may try for a place there. Without it the holes between large towns would be filled
# by whatever fits, and Lannion would stand for Brest on the map of the country.
CHOICE = {5: 70, 6: 170, 7: 500, 8: 1200, 9: 2500, 10: 5000}
MOST = 900  # names in all: with the borders, 25 kB compressed
TILE = 256  # pixels of a Web Mercator tile

# Room of a label in pixels: its text, then air, so that names stay sparse under pins.
LETTER, HEIGHT = 6.5, 16
AIR_X, AIR_Y = 20, 14

Box = tuple[float, float, float, float]


class Named(NamedTuple):
    """A name to place; the most important ones come first in any list of them."""

    name: str
    latitude: float  # degrees WGS 84
    longitude: float


class _Sheet:
    """The labels placed at one zoom, in a grid of squares so that neighbours are found at once."""

    SQUARE = 128  # pixels

    def __init__(self) -> None:
        self._squares: dict[tuple[int, int], list[Box]] = defaultdict(list)

    def _over(self, box: Box) -> Iterable[tuple[int, int]]:
        left, top, right, bottom = box
        for x in range(int(left // self.SQUARE), ceil(right / self.SQUARE)):
            for y in range(int(top // self.SQUARE), ceil(bottom / self.SQUARE)):
                yield x, y

    def is_free(self, box: Box) -> bool:
        left, top, right, bottom = box
        return not any(
            left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
            for square in self._over(box)
            for other in self._squares.get(square, ())
        )

    def place(self, box: Box) -> None:
        for square in self._over(box):
            self._squares[square].append(box)


def placed(names: Iterable[Named]) -> list[tuple[Named, int]]:
    """Return at most MOST names with the zoom from which each is shown, ordered by that zoom.

    A name shown at one zoom stays at the next ones; among those left, the first in `names` has the first choice.
    """
    left = list(enumerate(names))
    chosen: list[tuple[Named, int]] = []
    for zoom, choice in CHOICE.items():
        project = Projection(Bounds(-180, -85, 180, 85), TILE * 2**zoom)
        sheet = _Sheet()
        for place, _ in chosen:
            sheet.place(_box(place, project))
        refused = []
        for rank, place in left:
            box = _box(place, project)
            if rank < choice and len(chosen) < MOST and sheet.is_free(box):
                sheet.place(box)
                chosen.append((place, zoom))
            else:
                refused.append((rank, place))
        left = refused
    return chosen


def _box(place: Named, project: Projection) -> Box:
    """Return left, top, right, bottom in pixels of a label that starts at its dot."""
    x, y = project(place.longitude, place.latitude)
    return (
        x - AIR_X / 2,
        y - (HEIGHT + AIR_Y) / 2,
        x + LETTER * len(place.name) + AIR_X / 2,
        y + (HEIGHT + AIR_Y) / 2,
    )
