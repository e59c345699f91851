"""A graph as a list: who is bound to whom and how, for whoever does not see the drawing, or would rather read."""

from collections.abc import Iterable
from dataclasses import dataclass

from initiatives.network.graph import ACTOR, INITIATIVE, MEMBER, NETWORK, Edge, Graph, Node
from places.folding import fold

# From the second side of a relation, where it is not said from the first.
FROM_THE_OTHER_SIDE = {MEMBER: "Membres"}


@dataclass(frozen=True)
class Line:
    """What is said of a node: a relation, and the other ends."""

    label: str
    nodes: list[Node]


@dataclass(frozen=True)
class Entry:
    """A node and what is said of it."""

    node: Node
    lines: list[Line]


@dataclass(frozen=True)
class Section:
    """Nodes of one kind, by name."""

    title: str
    entries: list[Entry]


def outline_of(graph: Graph) -> list[Section]:
    """Return every relation of a graph once, those of a network to its members twice: from either side."""
    sections = [
        Section("Réseaux", _entries(graph, graph.kinds(NETWORK))),
        Section("Acteurs", _entries(graph, graph.kinds(ACTOR))),
        Section("Liens entre initiatives", _entries(graph, graph.kinds(INITIATIVE))),
    ]
    return [section for section in sections if section.entries]


def _entries(graph: Graph, nodes: Iterable[Node]) -> list[Entry]:
    from_here: dict[int, list[Edge]] = {}
    to_here: dict[int, list[Edge]] = {}
    for edge in graph.edges:
        from_here.setdefault(edge.source, []).append(edge)
        to_here.setdefault(edge.target, []).append(edge)
    entries = []
    for node in sorted(nodes, key=lambda node: (fold(node.name), node.number)):
        lines: dict[str, list[Node]] = {}
        for edge in from_here.get(node.number, []):
            lines.setdefault(edge.label, []).append(graph.nodes[edge.target])
        for edge in to_here.get(node.number, []):
            if edge.role in FROM_THE_OTHER_SIDE:
                lines.setdefault(FROM_THE_OTHER_SIDE[edge.role], []).append(graph.nodes[edge.source])
        if lines:
            entries.append(Entry(node, [Line(label, ends) for label, ends in lines.items()]))
    return entries
