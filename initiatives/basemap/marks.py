"""Circles with a count on a drawn map: how large, and how they keep out of each other's way."""

from dataclasses import dataclass
from math import hypot

# Radius in units by number of digits of the count, on a map of the country drawn large.
RADII = (21, 25, 30, 36, 42, 48)
FIGURE = 25
# Spacing in units at which circles keep these radii; wider apart, they grow in proportion, for a small picture.
USUAL_SPACING = 60
SPACE = 4  # units between two circles


@dataclass(frozen=True)
class Spot:
    """Something to count at a place: `query` is the filter that selects it (« territoire=departement-29 »)."""

    code: str
    name: str
    latitude: float  # degrees WGS 84
    longitude: float
    count: int
    query: str
    url: str = ""  # the page that its circle leads to, where that is not the map


@dataclass
class Mark:
    """A circle with a count; x, y in units of its frame; `scale` multiplies its radius.

    `spots` are what it counts, the largest first: several once they were gathered.
    """

    x: float
    y: float
    count: int
    spots: list[Spot]
    scale: float = 1
    href: str = ""

    @property
    def name(self) -> str:
        """The place that it counts, or the largest of them."""
        return self.spots[0].name + (" et alentours" if len(self.spots) > 1 else "")

    @property
    def size(self) -> int:
        """The rank of the circle's size: 1 for a count of one digit, 2 for two."""
        return min(len(str(self.count)), len(RADII))

    @property
    def radius(self) -> int:
        """In units of the frame."""
        return round(RADII[self.size - 1] * self.scale)

    @property
    def figure(self) -> int:
        """Height of the letters of the count, in units of the frame."""
        return round(FIGURE * self.scale)


def spread(marks: list[Mark]) -> None:
    """Move circles that overlap apart, a little each, until none does or sixty rounds have passed."""
    pairs = [
        (a, b, a.radius + b.radius + SPACE)
        for i, a in enumerate(marks)
        for b in marks[i + 1 :]
        if hypot(b.x - a.x, b.y - a.y) < 4 * RADII[-1] * a.scale
    ]
    for _ in range(60):
        moved = False
        for a, b, wanted in pairs:
            dx, dy = b.x - a.x, b.y - a.y
            distance = hypot(dx, dy)
            lack = wanted - distance
            if lack <= 0.5:
                continue
            ux, uy = (dx / distance, dy / distance) if distance else (1.0, 0.0)
            a.x, a.y = a.x - ux * lack / 2, a.y - uy * lack / 2
            b.x, b.y = b.x + ux * lack / 2, b.y + uy * lack / 2
            moved = True
        if not moved:
            return


def gather(marks: list[Mark], spacing: float) -> list[Mark]:
    """Return marks of which those nearer than `spacing` units to a larger one were added to it."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (-m.count, m.name)):
        near = [k for k in kept if hypot(k.x - mark.x, k.y - mark.y) < spacing]
        if not near:
            kept.append(mark)
            continue
        nearest = min(near, key=lambda k: hypot(k.x - mark.x, k.y - mark.y))
        nearest.count += mark.count
        nearest.spots += mark.spots
    return kept
