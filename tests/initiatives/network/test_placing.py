import math

import pytest

from initiatives.network.graph import Graph
from initiatives.network.placing import around, at_once, fitted, places_of, to_disc, to_square
from tests.initiatives.network.drawn import garden, graph_with


def nearest(places):
    spots = list(places.values())
    return min(math.dist(one, other) for rank, one in enumerate(spots) for other in spots[rank + 1 :])


@pytest.mark.parametrize("graph", [garden(8), garden(150), graph_with(*((-1, n) for n in range(1, 299)))])
def test_places_found_at_once_fill_the_picture_and_none_lies_on_another(graph):
    places = places_of(graph, {})
    assert places.keys() == graph.nodes.keys()
    for axis in (0, 1):
        values = [place[axis] for place in places.values()]
        assert (min(values), max(values)) == (pytest.approx(0), pytest.approx(1))
    assert nearest(at_once(graph)) > 0.25


def test_the_same_graph_always_lies_the_same_way():
    assert places_of(garden(), {}) == places_of(garden(), {})


def test_small_graphs():
    assert places_of(Graph(), {}) == {}
    two = places_of(graph_with((-1, 1)), {})
    assert math.dist(two[-1], two[1]) >= 0.9
    assert fitted({1: (3.0, 4.0)}) == {1: (0.5, 0.5)}


def test_known_places_stay_and_a_newcomer_lies_beside_its_neighbour():
    former = places_of(garden(), {})
    inside = next(
        number for number, (x, y) in former.items() if 0.2 < x < 0.8 and 0.2 < y < 0.8 and number < 0
    )
    graph = garden()
    grown = graph_with(*((edge.source, edge.target) for edge in graph.edges), (inside, 999))
    places = places_of(grown, former)
    assert all(math.dist(places[number], former[number]) < 1e-9 for number in former)
    assert math.dist(places[999], former[inside]) < 0.08


def test_a_wholly_new_part_finds_room():
    former = places_of(garden(), {})
    grown = graph_with(*((edge.source, edge.target) for edge in garden().edges), (-900, 900), (-900, 901))
    places = places_of(grown, former)
    assert places.keys() == grown.nodes.keys()
    assert nearest(places) > 0


def test_few_known_places_are_not_kept():
    graph = garden()
    assert places_of(graph, {-1: (0.5, 0.5), 1: (0.5, 0.6)}) == places_of(graph, {})


def test_a_disc_becomes_a_square_and_back():
    rim = {n: (math.cos(n), math.sin(n)) for n in range(40)}
    for number, (x, y) in to_square(rim).items():
        assert max(abs(x), abs(y)) == pytest.approx(1, abs=1e-6)
        assert to_disc((x / 2 + 0.5, y / 2 + 0.5)) == pytest.approx(rim[number], abs=1e-6)


def test_around_a_node():
    places = around(graph_with((-1, 1), (-1, 2), (-2, 2)), -1)
    assert places[-1] == (0.5, 0.5)
    assert math.dist(places[-1], places[1]) == pytest.approx(math.dist(places[-1], places[2]))
    assert math.dist(places[-1], places[-2]) == pytest.approx(0.5)
    assert all(0 <= value <= 1 for place in places.values() for value in place)
