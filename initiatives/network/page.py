"""What the page of the network shows."""

from dataclasses import dataclass

from initiatives.facets import Facets
from initiatives.filters import Filters
from initiatives.network.drawing import Drawing, draw
from initiatives.network.graph import ACTOR, INITIATIVE, NETWORK, Graph
from initiatives.network.groups import Row, groups_of
from initiatives.network.layouts import layout_of
from initiatives.network.outline import Section, outline_of
from initiatives.network.reading import graph_of
from initiatives.results import Found

BY_GROUPS_MARGIN = (0.13, 0.07)  # labels of the outer ring stay inside


@dataclass(frozen=True)
class Contents:
    """The drawing, and the same as a list: node by node (`sections`), or by groups (`rows`)."""

    drawing: Drawing | None  # None: there is nothing to draw
    actors: int = 0
    initiatives: int = 0
    links: int = 0
    sections: tuple[Section, ...] = ()
    rows: tuple[Row, ...] = ()


def contents_of(filters: Filters, found: Found, facets: Facets) -> Contents:
    """Return what the page shows: each node where that can be read, else groups."""
    graph = graph_of(filters, found=found)
    if graph is None:
        groups = groups_of(filters, facets)
        drawing = draw(
            groups.graph, groups.places, label="Réseau par groupes, avec des liens", margin=BY_GROUPS_MARGIN
        )
        return Contents(drawing, rows=tuple(groups.rows))
    if not graph.nodes:
        return Contents(None)
    return Contents(
        draw(graph, layout_of(graph, filters), label="Réseau, avec des liens"),
        actors=len(graph.kinds(ACTOR, NETWORK)),
        initiatives=len(graph.kinds(INITIATIVE)),
        links=_number_of_links(graph),
        sections=tuple(outline_of(graph)),
    )


def _number_of_links(graph: Graph) -> int:
    """Return how many pairs are bound: an actor with two roles in an initiative has one link with it."""
    return len({frozenset((edge.source, edge.target)) for edge in graph.edges})
