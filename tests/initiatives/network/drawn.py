"""Graphs for the tests of the network, without a database."""

from initiatives.network.graph import ACTOR, INITIATIVE, Edge, Graph, Node


def graph_with(*edges, names=None):
    """Return the graph of these (source, target): actors have negative numbers, initiatives positive ones."""
    numbers = sorted({end for edge in edges for end in edge[:2]})
    nodes = {
        number: Node(
            number,
            ACTOR if number < 0 else INITIATIVE,
            (names or {}).get(number, f"Nœud {number}"),
            f"/{'acteurs' if number < 0 else 'initiatives'}/n{abs(number)}/",
            type="association" if number < 0 else "",
        )
        for number in numbers
    }
    roles = [edge[2] if len(edge) > 2 else "porte" for edge in edges]
    return Graph(nodes, [Edge(*edge[:2], role) for edge, role in zip(edges, roles, strict=True)])


def garden(number=40):
    """Return a graph of stars of different sizes, some of them bound: as many actors as initiatives."""
    edges = [(-1 - n // 4, 1 + n) for n in range(number)]
    edges += [(-1 - n, 1 + (n * 7) % number) for n in range(0, number // 4, 2)]
    return graph_with(*dict.fromkeys(edges))
