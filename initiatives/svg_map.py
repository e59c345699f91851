"""The map drawn by the server: land and counts as one SVG, for readers without JavaScript, home and territory pages.

`SvgMap` takes what to count (`Spot`) and where to look (`Bounds`), and gives `templates/components/svg_map.html`
all that it draws. The projection is Web Mercator, so that the interactive map which takes its place does not jump.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import parse_qsl, urlencode

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from initiatives.basemap.ground import WIDTH, Ground, fitted
from initiatives.basemap.insets import (
    INSETS_ALWAYS,
    OVERSEAS,
    OVERSEAS_BOXES,
    PARIS,
    PARIS_BOX,
    PARIS_CODES,
    SHORT_NAMES,
)
from initiatives.basemap.marks import SPACE, USUAL_SPACING, Mark, Spot, gather, spread
from initiatives.basemap.outlines import Bounds, Projection, land_path
from places.models import Department

METROPOLE = Bounds(-5.6, 41.2, 9.9, 51.35)
TEASER_SPACING = 110  # units: on a phone, 36 pixels between circles that a finger must tell apart

# Where the links to far places lead: the frames of the five overseas departments, and the mainland.
MAINLAND = "Hexagone"

# What a link to a place replaces: where one was looking, and which page of the list was shown.
REPLACED = {"territoire", "bbox", "page"}

INSET_MARGIN = 0.1  # of its bounds
AROUND = 0.4  # degrees around the centres of gathered departments: most of their land


@dataclass(frozen=True)
class Frame:
    """A piece of the earth, drawn in a box (units of the whole drawing); `code` is that of its department, if one."""

    name: str
    code: str
    box: tuple[int, int, int, int]
    bounds: Bounds
    marks: list[Mark]
    france: str
    """The `d` of a path: French land."""
    others: str
    """The `d` of a path: the rest of the land."""

    @property
    def has_long_name(self) -> bool:
        """Whether the name needs smaller letters to fit."""
        return len(self.name) * 10 > self.box[2]

    @property
    def middle(self) -> int:
        """Where the name is centred, in units."""
        return self.box[2] // 2

    @property
    def foot(self) -> int:
        """The baseline of the name, in units."""
        return self.box[3] - 8


@dataclass(frozen=True)
class FarPlace:
    """A link that moves the map to a place."""

    name: str
    href: str


class SvgMap:
    """A map of a ground, the mainland by default, with a circle for each spot that counts something.

    `address` is the page that circles lead to, `query` the filters in force, urlencoded, which they keep except for
    the place. With `spacing` (units, of 1,000 across), near circles become one, which suits a small picture, and lead
    to the map of that area; without it they are moved apart.
    """

    def __init__(
        self,
        spots: Iterable[Spot],
        ground: Ground | None = None,
        *,
        address: str = "/carte/",
        query: str = "",
        spacing: float = 0,
        gathers: bool = True,
    ) -> None:
        ground = ground or Ground.drawn(METROPOLE)
        self._address, self._spacing, self._gathers = address, spacing, gathers
        self._query = [(name, value) for name, value in parse_qsl(query) if name not in REPLACED]
        self.width, self.height = WIDTH, round(Projection(ground.bounds, WIDTH).height)
        self.outline, self.dots = ground.outline, ground.dots
        shown = [spot for spot in spots if spot.count > 0]
        self.total = sum(spot.count for spot in shown)
        self.main = self._frame("", "", (0, 0, self.width, self.height), ground.bounds, shown, land=ground)
        self.insets: list[Frame] = []

    @classmethod
    def by_department(
        cls,
        counts: Mapping[str, int],
        departments: Iterable[Department],
        *,
        address: str = "/carte/",
        query: str = "",
        spacing: float = 0,
        insets: bool = True,
    ) -> Self:
        """Return the whole country: a circle per department, overseas and Paris in insets (if `insets`).

        `counts` maps codes of departments to numbers of initiatives; departments without a position are left out.
        """
        spots = {
            department.code: Spot(
                department.code,
                department.name,
                department.latitude,
                department.longitude,
                counts.get(department.code, 0),
                urlencode({"territoire": department.token}),
            )
            for department in departments
            if department.latitude is not None and department.longitude is not None
        }
        aside = set(OVERSEAS) | set(PARIS_CODES) if insets else set(OVERSEAS)
        drawing = cls(
            [spot for code, spot in spots.items() if code not in aside],
            address=address,
            query=query,
            spacing=spacing,
        )
        if insets:
            drawing._add_insets(spots)
        return drawing

    @classmethod
    def few(cls, spots: Mapping[str, Spot], *, address: str, query: str = "") -> Self:
        """Return the whole country with circles that a finger meets on a phone, never gathered: a dozen at most.

        Spots are named by their code; those of OVERSEAS are in insets.
        """
        near = [spot for code, spot in spots.items() if code not in OVERSEAS]
        drawing = cls(near, address=address, query=query, spacing=TEASER_SPACING, gathers=False)
        drawing._add_insets(spots)
        return drawing

    @classmethod
    def teaser(cls, counts: Mapping[str, int], *, query: str = "") -> Self:
        """Return the mainland for a small picture, a third of a page wide: no insets, near circles are one."""
        departments = Department.objects.defer("outline")
        return cls.by_department(counts, departments, query=query, spacing=TEASER_SPACING, insets=False)

    def drawn(self, **context: Any) -> SafeString:
        """Return the drawing; `context` is what its component takes besides the map."""
        return render_to_string("components/svg_map.html", {"map": self, **context})

    @property
    def view_box(self) -> str:
        """The attribute of that name."""
        return f"0 0 {self.width} {self.height}"

    @property
    def frames(self) -> list[Frame]:
        """The main frame, then the insets."""
        return [self.main, *self.insets]

    @property
    def far_places(self) -> list[FarPlace]:
        """Links to the mainland and to the overseas departments, filters kept."""
        places = [FarPlace(MAINLAND, self._link(_bbox(METROPOLE)))]
        for inset in self.insets:
            if inset.code in INSETS_ALWAYS and inset.name:  # without a gazetteer, nothing to name
                places.append(FarPlace(inset.name, self._link(_bbox(OVERSEAS[inset.code]))))
        return places

    def _add_insets(self, spots: Mapping[str, Spot]) -> None:
        paris = [spots[code] for code in PARIS_CODES if code in spots and spots[code].count]
        if paris:
            self.insets.append(self._frame("Paris et petite couronne", "", PARIS_BOX, PARIS, paris))
        seen = [code for code in OVERSEAS if code in INSETS_ALWAYS or (code in spots and spots[code].count)]
        for code, box in zip(seen, OVERSEAS_BOXES, strict=False):
            inside = [spots[code]] if code in spots and spots[code].count else []
            name = SHORT_NAMES.get(code) or (spots[code].name if code in spots else "")
            self.insets.append(self._frame(name, code, box, OVERSEAS[code], inside))
        self.total += sum(mark.count for inset in self.insets for mark in inset.marks)

    def _frame(
        self,
        name: str,
        code: str,
        box: tuple[int, int, int, int],
        bounds: Bounds,
        spots: Iterable[Spot],
        *,
        land: Ground | None = None,
    ) -> Frame:
        bounds = fitted(bounds, box[2], box[3])
        project = Projection(bounds, box[2])
        marks = [
            Mark(
                *project(spot.longitude, spot.latitude),
                spot.count,
                [spot],
                max(1, self._spacing / USUAL_SPACING),
            )
            for spot in spots
        ]
        if self._spacing and self._gathers:
            marks = gather(marks, self._spacing)
        spread(marks)
        for mark in marks:  # a circle at the edge stays whole
            edge = mark.radius + SPACE
            mark.x = round(min(max(mark.x, edge), box[2] - edge))
            mark.y = round(min(max(mark.y, edge), box[3] - edge))
            mark.href = self._href(mark.spots)
        marks.sort(key=lambda mark: mark.name)
        # Insets are cut at their edge.
        france = land.france if land else land_path("france", bounds, box[2], INSET_MARGIN)
        others = land.others if land else land_path("others", bounds, box[2], INSET_MARGIN)
        return Frame(name, code, box, bounds, marks, france, others)

    def _href(self, spots: list[Spot]) -> str:
        if len(spots) == 1:
            return spots[0].url or self._link(spots[0].query)
        west, east = min(s.longitude for s in spots), max(s.longitude for s in spots)
        south, north = min(s.latitude for s in spots), max(s.latitude for s in spots)
        return self._link(_bbox(Bounds(west - AROUND, south - AROUND, east + AROUND, north + AROUND)))

    def _link(self, query: str) -> str:
        return f"{self._address}?{'&'.join(filter(None, [urlencode(self._query), query]))}"


def _bbox(bounds: Bounds) -> str:
    """Return the filter that selects bounds."""
    return "bbox=" + ",".join(f"{side:.2f}" for side in bounds)
