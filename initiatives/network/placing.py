"""Where nodes lie in a drawing, found at once: no library, no worker, the same answer each time.

A place is (x, y) from 0 to 1, the picture's width and height whatever its shape.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from initiatives.network.graph import Graph

Place = tuple[float, float]

GOLDEN = math.pi * (3 - math.sqrt(5))  # turns that never come back to the same direction
SPACING = 0.85  # between neighbours on a ring, of the distance between two rings
STEP = 0.45  # between the places tried for a part, of the same
EDGE = 0.4  # around a part, of the same
WIDER = 1.3  # parts are laid out wider than high
KEPT = 0.6  # the part of the nodes whose places must be known for the others to be put beside them
CLOSE = 0.07  # how far from its neighbours a newcomer is put
TRIED = 7  # directions


def places_of(graph: Graph, former: Mapping[int, Place]) -> dict[int, Place]:
    """Return a place for each node: the former ones where they are known, stretched to fill the picture.

    Newcomers lie beside their neighbours. If too few places are known, all are found at once.
    """
    known = {number: former[number] for number in graph.nodes if number in former}
    if not graph.nodes or len(known) < KEPT * len(graph.nodes):
        return fitted(to_square(at_once(graph)))
    return fitted(_with_newcomers(graph, known))


def at_once(graph: Graph) -> dict[int, Place]:
    """Return a place for each node: each part that holds together as a tree around its most bound node.

    Its parts lie side by side, the largest in the middle. In units of its own.
    """
    places: dict[int, Place] = {}
    taken: list[tuple[float, float, float]] = []
    trial = 0
    parts = [
        _tree(graph, max(part, key=lambda number: (graph.degree(number), -number))).centred
        for part in graph.components
    ]
    for part in sorted(parts, key=lambda part: (-part.radius, min(part.places))):
        while True:
            far, angle = STEP * math.sqrt(trial), trial * GOLDEN
            x, y = WIDER * far * math.cos(angle), far * math.sin(angle)
            if all(math.hypot(x - left, y - top) >= part.radius + radius for left, top, radius in taken):
                break
            trial += 1
        taken.append((x, y, part.radius))
        places |= {number: (x + dx, y + dy) for number, (dx, dy) in part.places.items()}
    return places


def fitted(places: Mapping[int, Place]) -> dict[int, Place]:
    """Return places stretched to fill the picture, from 0 to 1 both ways."""
    if not places:
        return {}
    across, down = _stretch([x for x, _ in places.values()]), _stretch([y for _, y in places.values()])
    return {
        number: ((x - across[0]) * across[1] + across[2], (y - down[0]) * down[1] + down[2])
        for number, (x, y) in places.items()
    }


def to_square(places: Mapping[int, Place]) -> dict[int, Place]:
    """Return places that fill a disc moved so that they fill a square, corners too; both around (0, 0), from -1 to 1.

    The elliptical grid mapping: C. Fong, « Analytical Methods for Squaring the Disc », 2014.
    """
    far = max((math.hypot(*place) for place in places.values()), default=0.0) or 1.0
    return {number: _squared(x / far, y / far) for number, (x, y) in places.items()}


def _squared(u: float, v: float) -> Place:
    half, twice = math.sqrt(2), 2 * math.sqrt(2)
    wide, tall = 2 + u * u - v * v, 2 - u * u + v * v
    x = (math.sqrt(max(0.0, wide + twice * u)) - math.sqrt(max(0.0, wide - twice * u))) / 2
    y = (math.sqrt(max(0.0, tall + twice * v)) - math.sqrt(max(0.0, tall - twice * v))) / 2
    return max(-half, min(half, x)), max(-half, min(half, y))


def to_disc(place: Place) -> Place:
    """Return where `to_square` would have moved a place from: of a picture from 0 to 1, in a disc around (0, 0)."""
    x, y = 2 * place[0] - 1, 2 * place[1] - 1
    return x * math.sqrt(1 - y * y / 2), y * math.sqrt(1 - x * x / 2)


def _stretch(values: Iterable[float]) -> tuple[float, float, float]:
    """Return what to take away, multiply by and add for values to go from 0 to 1; in the middle if all are one."""
    values = list(values)
    low, high = min(values), max(values)
    return (low, 1 / (high - low), 0.0) if high - low > 1e-9 else (low, 0.0, 0.5)


@dataclass(frozen=True)
class _Part:
    places: dict[int, Place]  # around (0, 0)
    radius: float

    @property
    def centred(self) -> "_Part":
        """The same around the middle of what it covers, with an edge around it: a pair takes half the room."""
        across, down = ([place[axis] for place in self.places.values()] for axis in (0, 1))
        x, y = (min(across) + max(across)) / 2, (min(down) + max(down)) / 2
        places = {number: (left - x, top - y) for number, (left, top) in self.places.items()}
        return _Part(places, EDGE + max(math.hypot(*place) for place in places.values()))


def around(graph: Graph, root: int) -> dict[int, Place]:
    """Return places on rings around one node, in the middle of the picture; only what is bound to it has one."""
    part = _tree(graph, root)
    far = 2 * part.radius or 1.0
    return {number: (0.5 + x / far, 0.5 + y / far) for number, (x, y) in part.places.items()}


def _tree(graph: Graph, root: int) -> _Part:
    """Place what is bound to a node on rings around it: each branch takes an arc as wide as it has ends."""
    depth, order, children = {root: 0}, [root], dict[int, list[int]]()
    for number in order:
        children[number] = _side_by_side(graph, graph.neighbours[number] - depth.keys())
        depth |= dict.fromkeys(children[number], depth[number] + 1)
        order += children[number]
    ends: dict[int, int] = {}
    for number in reversed(order):
        ends[number] = sum(ends[child] for child in children[number]) or 1
    rings = [0] * (max(depth.values()) + 1)
    for number in order:
        rings[depth[number]] += 1
    radii = [0.0]
    for crowd in rings[1:]:
        radii.append(max(radii[-1] + 1, crowd * SPACING / math.tau))
    places: dict[int, Place] = {root: (0.0, 0.0)}
    arcs = {root: (root % 12 / 12 * math.tau, math.tau)}  # stars side by side do not all look the same
    for number in order:
        start, width = arcs[number]
        for child in children[number]:
            arc = width * ends[child] / ends[number]
            arcs[child] = (start, arc)
            angle, radius = start + arc / 2, radii[depth[child]]
            places[child] = (radius * math.cos(angle), radius * math.sin(angle))
            start += arc
    return _Part(places, radii[-1])


def _side_by_side(graph: Graph, numbers: Iterable[int]) -> list[int]:
    """Return nodes in an order where those that are bound to each other follow, as far as that goes."""
    left, order = sorted(numbers), list[int]()
    while left:
        bound = graph.neighbours[order[-1]] if order else set()
        following = next((number for number in left if number in bound), left[0])
        left.remove(following)
        order.append(following)
    return order


def _with_newcomers(graph: Graph, known: Mapping[int, Place]) -> dict[int, Place]:
    """Return the known places, and beside them those of the others: near their neighbours, where there is room."""
    places = dict(known)
    waiting = [number for part in graph.components for number in part if number not in places]
    while waiting:
        later = []
        for number in waiting:
            beside = sorted(near for near in graph.neighbours[number] if near in places)
            if beside:
                x = sum(places[near][0] for near in beside) / len(beside)
                y = sum(places[near][1] for near in beside) / len(beside)
                far = CLOSE * (1 if len(beside) == 1 else 0.5)
                places[number] = _freest(_around(x, y, far, number), places.values())
            else:
                later.append(number)
        if len(later) == len(waiting):  # a part that is wholly new: anywhere there is room
            first = later.pop(0)
            places[first] = _freest([(n % 8 / 7, n // 8 / 7) for n in range(64)], places.values())
        waiting = later
    return places


def _around(x: float, y: float, far: float, number: int) -> list[Place]:
    angles = [number * GOLDEN + turn * math.tau / TRIED for turn in range(TRIED)]
    return [(x + far * math.cos(angle), y + far * math.sin(angle)) for angle in angles]


def _freest(candidates: Iterable[Place], taken: Iterable[Place]) -> Place:
    """Return the place that is farthest from all that are taken."""
    taken = list(taken)
    return max(candidates, key=lambda place: min(math.dist(place, other) for other in taken))
