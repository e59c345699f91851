"""Layouts prepared off the request: the only part of the network that needs a graph library.

Each begins from the places of the last one, so that a node does not jump when another comes.
"""

import hashlib
import math
import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db import connection

from initiatives.filters import Filters
from initiatives.models import NetworkLayout
from initiatives.models.network_layout import UNITS
from initiatives.network.graph import Graph
from initiatives.network.placing import KEPT, Place, fitted, places_of, to_disc, to_square
from initiatives.network.reading import DRAWN, LOOKED_AT, graph_of
from places.territory import TOKEN, Territory

COUNTRY = ""  # the scope of the whole country
# Territories by their tokens: those of two sheets or more, and few enough to be drawn node by node.
SCOPES = """
SELECT key FROM initiatives_keycount
WHERE key > %s AND key < 'region.' AND count BETWEEN 2 AND %s AND strpos(key, '-') > 0 ORDER BY key LIMIT %s
"""
FIRST = "commune-"  # before the token of any territory
GRAVITY = 0.12  # how much the middle draws each node, of what a relation draws: parts that nothing binds stay in sight
# Steps, and how far a node may go in the first, in distances between neighbours. From known places, few and short.
FRESH, GENTLE = (400, 1.5), (20, 0.08)
ROOM = (
    0.62  # nodes are moved apart to this part of the distance that they would have, were they spread evenly
)
BUSY, WIDER = 5, 1.6  # relations from which a node takes more room, and how much more
PASSES = 30


def prepare(scope: str) -> bool:
    """Lay out the graph of a scope, if it can be drawn node by node and has changed; return whether it was."""
    territory = Territory.from_token(scope) if scope else None
    graph = graph_of(replace(Filters(), territory=territory)) if territory or not scope else None
    if graph is None or not graph.nodes:
        NetworkLayout.objects.filter(scope=scope).delete()
        return False
    signature, former = signature_of(graph), NetworkLayout.objects.filter(scope=scope).first()
    if former is not None and former.signature == signature:
        return False
    places = arranged(graph, former.places if former else {})
    numbers = sorted(places)
    NetworkLayout.objects.update_or_create(
        scope=scope,
        defaults={
            "signature": signature,
            "numbers": numbers,
            "xs": [round(places[number][0] * UNITS) for number in numbers],
            "ys": [round(places[number][1] * UNITS) for number in numbers],
        },
    )
    return True


def prepare_some(after: str, number: int) -> str:
    """Lay out the graphs of the next territories after a token, so many; return the last, "" when there is no other.

    Layouts of those between that are drawn no more go.
    """
    with connection.cursor() as cursor:
        cursor.execute(SCOPES, [after, DRAWN * LOOKED_AT, number])
        found = [token for (token,) in cursor.fetchall()]
    scopes = [token for token in found if TOKEN.fullmatch(token)]
    last = found[-1] if len(found) == number else ""
    gone = NetworkLayout.objects.filter(scope__gt=after).exclude(scope__in=scopes)
    (gone.filter(scope__lte=last) if last else gone).delete()
    for scope in scopes:
        prepare(scope)
    return last


def signature_of(graph: Graph) -> str:
    """Return what tells a graph from another: its nodes and what binds them."""
    said = ";".join(
        [*map(str, sorted(graph.nodes)), *(f"{edge.source}>{edge.target}" for edge in graph.edges)]
    )
    return hashlib.md5(said.encode(), usedforsecurity=False).hexdigest()


def arranged(graph: Graph, former: Mapping[int, Place]) -> dict[int, Place]:
    """Return a place for each node by the forces between them, from 0 to 1 both ways.

    It begins from `former` places, or from those that are found at once, and is the same each time.
    """
    import igraph  # processes that answer visitors never load it

    numbers = sorted(graph.nodes)
    known = sum(number in former for number in numbers) >= KEPT * len(numbers)
    steps, far = GENTLE if known else FRESH
    start, side = places_of(graph, former), math.sqrt(len(numbers)) / 2
    rank = {number: index for index, number in enumerate(numbers)}
    middle = len(numbers)
    bound = sorted({tuple(sorted((rank[edge.source], rank[edge.target]))) for edge in graph.edges})
    igraph.set_random_number_generator(random.Random(1))  # noqa: S311 no secret: the same drawing each time
    whole: Any = igraph.Graph(n=middle + 1, edges=[*bound, *((index, middle) for index in range(middle))])
    seed = [(side * x, side * y) for x, y in (to_disc(start[number]) for number in numbers)] + [(0.0, 0.0)]
    layout = whole.layout_fruchterman_reingold(
        weights=[1.0] * len(bound) + [GRAVITY] * middle, seed=seed, niter=steps, start_temp=far, grid=False
    )
    turned = turned_back(layout, seed)
    left, top = turned[middle]
    found = {number: (turned[index][0] - left, turned[index][1] - top) for number, index in rank.items()}
    busy = {number for number in numbers if graph.degree(number) >= BUSY}
    return apart(fitted(to_square(found)), busy)


def turned_back(layout: Sequence[Sequence[float]], seed: Sequence[Place]) -> list[Place]:
    """Return a layout turned, and mirrored if need be, to lie as its seed as nearly as can be.

    igraph ends by aligning what it lays out with the axes: without this, each night would turn the drawing.
    """
    points, wanted = _centred(layout), _centred(seed)
    turn = sum(point.conjugate() * place for point, place in zip(points, wanted, strict=True))
    mirror = sum(point * place for point, place in zip(points, wanted, strict=True))
    if abs(mirror) > abs(turn):
        points, turn = [point.conjugate() for point in points], mirror
    turn = turn / abs(turn) if turn else 1
    return [((turn * point).real, (turn * point).imag) for point in points]


def _centred(places: Sequence[Sequence[float]]) -> list[complex]:
    points = [complex(place[0], place[1]) for place in places]
    middle = sum(points) / len(points)
    return [point - middle for point in points]


def apart(places: Mapping[int, Place], busy: Collection[int] = ()) -> dict[int, Place]:
    """Return places where none lies on another: those too near go away from each other, a little at a time.

    Around the `busy` ones more room is left: their names are written.
    """
    numbers = sorted(places)
    usual = ROOM / math.sqrt(max(1, len(numbers)))
    found = {number: list(places[number]) for number in numbers}
    for _ in range(PASSES):
        moved = False
        for index, number in enumerate(numbers):
            one = found[number]
            for other_number in numbers[index + 1 :]:
                other = found[other_number]
                room = usual * (WIDER if number in busy or other_number in busy else 1)
                dx, dy = other[0] - one[0], other[1] - one[1]
                if abs(dx) >= room or abs(dy) >= room or (distance := math.hypot(dx, dy)) >= room:
                    continue
                if distance < 1e-6:  # on one another: each goes its own way
                    dx, dy, push = math.cos(other_number), math.sin(other_number), room / 2
                else:
                    push = (room - distance) / 2 / distance
                one[0], one[1] = one[0] - dx * push, one[1] - dy * push
                other[0], other[1] = other[0] + dx * push, other[1] + dy * push
                moved = True
        if not moved:
            break
    return fitted({number: (x, y) for number, (x, y) in found.items()})
