"""The drawing of a graph: sizes, lines, and which labels are written.

Places are parts of the picture, whatever its shape: the style sheet makes it wide on a screen and tall on a phone.
Sizes are pixels: a node is as easy to touch on a phone. So labels are tried on both pictures.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from initiatives.network.graph import GROUPED, MEMBER, Graph, Node, number
from initiatives.network.placing import Place


class Picture(NamedTuple):
    """A shape of the drawing, in pixels, and its labels: how many at most, of how many letters."""

    width: int
    height: int
    most: int
    lengths: tuple[int, ...]  # tried one after the other


# A bit less than the style sheet gives them.
PICTURES = (Picture(860, 620, 50, (32, 22)), Picture(310, 620, 16, (22, 15)))
# The same of a small graph beside a text.
SMALL = (Picture(780, 370, 50, (32, 22)), Picture(310, 370, 16, (22, 15)))
MARGIN = (0.05, 0.06)  # of the width and height: nodes at the edge stay whole, labels too
LETTER, LINE, ASCENT = 7.8, 16, 11  # pixels of a label: a letter, a line, what is above its baseline
GAP = 4  # pixels between a node and its label
# Radius in pixels: of what is bound once, and how much it grows with the square root of further relations.
USUAL, CROWDED, LARGEST = (6.0, 1.9), (5.0, 1.2), 15.0
SQUARE = 40  # pixels, for looking up what is near
CROWD = 150  # nodes: from there on, they are smaller, and the picture of a phone is taller
THIN = {
    "soutient",
    "finance",
    "accueille",
}  # roles whose line is thin: who leads and who works along is seen first

Box = tuple[float, float, float, float]  # left, top, right, bottom in pixels


class Label(NamedTuple):
    """A name as it is written beside a node."""

    text: str
    anchor: str  # start, middle or end
    start: float  # pixels from the middle of the node
    rise: float  # of the baseline, below the middle


@dataclass(frozen=True)
class Dot:
    """A node as it is drawn. Percentages of the picture, pixels from its middle."""

    node: Node
    x: str
    y: str
    radius: float
    wide: Label | None  # None: written while it is pointed at or has the focus, as `near` says
    tall: Label | None
    near: Label
    said: str  # for assistive technology, and as the tooltip


@dataclass(frozen=True)
class Stroke:
    """A relation as it is drawn."""

    x1: str
    y1: str
    x2: str
    y2: str
    kind: str  # leads, thin, member, kin, or w1 to w5 between groups
    ends: tuple[int, int]  # ranks of the two nodes, as they are drawn


@dataclass(frozen=True)
class Drawing:
    """What the tag `graph` draws."""

    dots: list[Dot]
    strokes: list[Stroke]
    label: str

    @property
    def is_crowded(self) -> bool:
        """Whether it has many nodes."""
        return len(self.dots) > CROWD

    @property
    def kinds(self) -> set[str]:
        """The kinds of its nodes and lines: what a legend has to say."""
        return {dot.node.kind for dot in self.dots} | {stroke.kind for stroke in self.strokes}


def draw(
    graph: Graph,
    places: Mapping[int, Place],
    *,
    label: str,
    margin: Place = MARGIN,
    pictures: tuple[Picture, Picture] = PICTURES,
) -> Drawing:
    """Return the drawing of a graph whose nodes lie at `places`, x and y from 0 to 1."""
    inside = {
        number: (margin[0] + x * (1 - 2 * margin[0]), margin[1] + y * (1 - 2 * margin[1]))
        for number, (x, y) in places.items()
    }
    radii = {number: _radius(graph, node) for number, node in graph.nodes.items()}
    labels = [_Labels(picture, inside, radii) for picture in pictures]
    dots = [_dot(graph, node, inside[node.number], radii[node.number], labels) for node in graph.by_degree]
    rank = {node.number: index for index, node in enumerate(graph.by_degree)}
    strokes = [
        Stroke(
            *_percent(*inside[edge.source]),
            *_percent(*inside[edge.target]),
            _kind(edge.role, edge.weight),
            (rank[edge.source], rank[edge.target]),
        )
        for edge in graph.edges
    ]
    return Drawing(dots, strokes, label)


def shortened(text: str, most: int) -> str:
    """Return a text cut after a word, with an ellipsis, if it is longer than so many letters."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return (cut.rpartition(" ")[0] if " " in cut[most // 2 :] else cut).rstrip(" ,:;-–") + "…"


def links(count: int) -> str:
    """Return a number of links in words."""
    return f"{count}\u00a0lien{'s' if count > 1 else ''}"


def _kind(role: str, weight: int) -> str:
    if role == GROUPED:
        return f"w{weight}"
    if role == MEMBER:
        return "member"
    if role in ("inspiree", "partie", "suite"):
        return "kin"
    return "thin" if role in THIN else "leads"


def _radius(graph: Graph, node: Node) -> float:
    if node.count:  # of a group: by its area
        most = max(other.count for other in graph.nodes.values())
        return round(10 + 18 * math.sqrt(node.count / most), 1)
    smallest, growth = USUAL if len(graph.nodes) <= CROWD else CROWDED
    return round(min(LARGEST, smallest + growth * math.sqrt(graph.degree(node.number) - 1)), 1)


def _percent(x: float, y: float) -> tuple[str, str]:
    return f"{100 * x:.2f}%", f"{100 * y:.2f}%"


def _dot(graph: Graph, node: Node, place: Place, radius: float, labels: "list[_Labels]") -> Dot:
    more = f" {number(node.count)}" if node.count else ""
    wide, tall = (some.put(node.number, node.name, more) for some in labels)
    said = f"{node.name}, {node.note}" + (
        "" if node.count else f", {links(sum(1 for _ in graph.of(node.number)))}"
    )
    x, y = _percent(*place)
    return Dot(node, x, y, radius, wide, tall, _under(node.name, more, place, radius), said)


class _Labels:
    """Labels put one after another in one picture, none on another nor on a node, the first ones first."""

    def __init__(self, picture: Picture, places: Mapping[int, Place], radii: Mapping[int, float]) -> None:
        self._picture, self._radii = picture, radii
        self._places = {number: (x * picture.width, y * picture.height) for number, (x, y) in places.items()}
        self._taken: dict[tuple[int, int], list[tuple[int, Box]]] = {}
        for owner, (x, y) in self._places.items():
            radius = radii[owner]
            self._take(owner, (x - radius, y - radius, x + radius, y + radius))
        self._left = picture.most

    def put(self, number: int, name: str, more: str) -> Label | None:
        """Return the label of a node, None where there is no room; `more` is what it says after the name, never cut."""
        if not self._left:
            return None
        for most in self._picture.lengths:
            text = shortened(name, most) + more
            for anchor, start, rise in _ways(self._radii[number]):
                box = self._box(number, text, anchor, start, rise)
                if self._is_free(number, box):
                    self._take(number, box)
                    self._left -= 1
                    return Label(text, anchor, start, rise)
        return None

    def _box(self, number: int, text: str, anchor: str, start: float, rise: float) -> Box:
        x, y = self._places[number][0] + start, self._places[number][1] + rise
        width = len(text) * LETTER
        left = {"start": x, "middle": x - width / 2, "end": x - width}[anchor]
        return left, y - ASCENT, left + width, y + LINE - ASCENT

    def _is_free(self, number: int, place: Box) -> bool:
        left, top, right, bottom = place
        if left < 0 or top < 0 or right > self._picture.width or bottom > self._picture.height:
            return False
        return not any(
            left < box[2] and box[0] < right and top < box[3] and box[1] < bottom
            for square in _squares(place)
            for owner, box in self._taken.get(square, ())
            if owner != number
        )

    def _take(self, number: int, box: Box) -> None:
        for square in _squares(box):
            self._taken.setdefault(square, []).append((number, box))


def _squares(box: Box) -> Iterator[tuple[int, int]]:
    """Yield the squares of the picture that a box touches: what is elsewhere need not be looked at."""
    for column in range(int(box[0] // SQUARE), int(box[2] // SQUARE) + 1):
        for line in range(int(box[1] // SQUARE), int(box[3] // SQUARE) + 1):
            yield column, line


def _ways(radius: float) -> Iterator[tuple[str, float, float]]:
    """Yield anchor, start and baseline of a label beside a node: below, above, on either side, at a corner."""
    below, above, aside = radius + GAP + ASCENT, -radius - GAP, radius + GAP
    yield from (("middle", 0.0, below), ("middle", 0.0, above), ("start", aside, 4.5), ("end", -aside, 4.5))
    yield from (
        ("start", -radius, below),
        ("end", radius, below),
        ("start", -radius, above),
        ("end", radius, above),
    )


def _under(name: str, more: str, place: Place, radius: float) -> Label:
    """Return the label that is written under a node while it is pointed at or has the focus."""
    anchor = "start" if place[0] < 0.25 else "end" if place[0] > 0.75 else "middle"
    return Label(shortened(name, PICTURES[0].lengths[0]) + more, anchor, 0.0, radius + GAP + ASCENT)
