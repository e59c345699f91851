"""What the page of the network shows."""

from dataclasses import dataclass, field

from initiatives.facets import Facets
from initiatives.filters import Filters
from initiatives.models import Theme
from initiatives.network.drawing import Drawing, draw
from initiatives.network.graph import ACTOR, INITIATIVE, NETWORK, Graph
from initiatives.network.groups import Row, Star, groups_of
from initiatives.network.layouts import layout_of
from initiatives.network.outline import Section, outline_of
from initiatives.network.reading import graph_of
from initiatives.results import Found

ALONE = (0.2, 0.14)  # of the picture, around a ring of themes: labels stay inside


@dataclass(frozen=True)
class Contents:
    """The drawing and the same as a list: node by node (`sections`), or by groups (`rows`)."""

    drawing: Drawing | None = None
    stars: list[Star] = field(default_factory=list)  # drawn instead, with their `themes` in the legend
    themes: list[Theme] = field(default_factory=list)
    actors: int = 0
    initiatives: int = 0
    links: int = 0
    sections: list[Section] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not (self.drawing or self.stars)


def contents_of(filters: Filters, found: Found, facets: Facets) -> Contents:
    """Return what the page shows: each node where that can be read, else groups."""
    graph = graph_of(filters, found=found)
    if graph is None:
        groups = groups_of(filters, facets)
        if groups.stars:
            return Contents(stars=groups.stars, rows=groups.rows, themes=groups.themes)
        drawing = draw(
            groups.graph, groups.places, label="Thèmes de ces initiatives, avec des liens", margin=ALONE
        )
        return Contents(drawing, rows=groups.rows)
    if not graph.nodes:
        return Contents()
    return Contents(
        draw(graph, layout_of(graph, filters), label="Réseau, avec des liens"),
        actors=len(graph.kinds(ACTOR, NETWORK)),
        initiatives=len(graph.kinds(INITIATIVE)),
        links=_number_of_links(graph),
        sections=outline_of(graph),
    )


def _number_of_links(graph: Graph) -> int:
    """Return how many pairs are bound: an actor with two roles in an initiative has one link with it."""
    return len({frozenset((edge.source, edge.target)) for edge in graph.edges})
