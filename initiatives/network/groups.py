"""The network beyond what can be drawn node by node: themes, and the parts of the territory where they are at work.

Each is a link that narrows the filters; a line says how many initiatives of a theme are in a part. Counts only: no
relation is read.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from initiatives.facets import Choice, Facets
from initiatives.filters import Filters
from initiatives.models import Theme
from initiatives.network.graph import GROUPED, TERRITORY, THEME, Edge, Graph, Node
from initiatives.network.placing import Place
from initiatives.results.finding import find
from places.territory import Territory

PARTS = 14  # the largest; the others are in the filter of territories
OF_PART, OF_THEME = 3, 2  # lines drawn: the strongest of each
WIDTHS = 5
INNER, OUTER = 0.24, 0.5  # radii of the two rings, of the picture


@dataclass(frozen=True)
class Cell:
    """How many initiatives two groups have in common, and the query string that leaves them: "" where none does."""

    node: Node
    count: int
    query: str


@dataclass(frozen=True)
class Row:
    """A line of the table that says the same: a part, or a theme where there are no parts."""

    node: Node
    cells: list[Cell]


@dataclass(frozen=True)
class Groups:
    """Themes and parts as a graph, its places, and its table."""

    graph: Graph
    places: dict[int, Place]
    rows: list[Row]


def groups_of(filters: Filters, facets: Facets) -> Groups:
    """Return the groups of what passes: one count for each part."""
    chosen = {theme.pk for theme in filters.themes}
    themes = [
        _theme(choice.theme, choice.count, filters)
        for choice in facets.themes
        if choice.theme and choice.count and (not chosen or choice.theme.pk in chosen)
    ]
    shown = facets.places[:PARTS]
    parts = [_part(rank, choice, filters) for rank, choice in enumerate(shown, 1)]
    if parts:
        rows = [
            Row(part, _in_territory(filters, choice.value, themes))
            for part, choice in zip(parts, shown, strict=True)
        ]
    else:
        rows = [Row(theme, _of_theme(filters, theme, themes)) for theme in themes]
    graph = Graph({node.number: node for node in [*themes, *parts]}, _edges(rows))
    return Groups(graph, _rings(themes, parts), rows)


def _theme(theme: Theme, count: int, filters: Filters) -> Node:
    query = filters.query(without=["theme"], add=[("theme", theme.slug)])
    return Node(theme.pk, THEME, theme.name, f"?{query}", theme, count=count)


def _part(rank: int, choice: Choice, filters: Filters) -> Node:
    query = filters.query(without=["territoire"], add=[("territoire", choice.value)])
    return Node(-rank, TERRITORY, choice.label, f"?{query}", count=choice.count or 0)


def _in_territory(filters: Filters, token: str, themes: Sequence[Node]) -> list[Cell]:
    """Return how many initiatives of each theme are in a territory, the most first."""
    counts = _counts(replace(filters, territory=Territory.from_token(token)), themes)
    return [
        Cell(
            theme,
            count,
            filters.query(
                without=["theme", "territoire"], add=[("territoire", token), ("theme", _slug(theme))]
            ),
        )
        for theme, count in counts
    ]


def _of_theme(filters: Filters, theme: Node, themes: Sequence[Node]) -> list[Cell]:
    """Return how many initiatives of a theme have each of the themes that come after it too, the most first."""
    others = [other for other in themes if other.number > theme.number]
    only = (theme.theme,) if theme.theme else ()
    return [Cell(other, count, "") for other, count in _counts(replace(filters, themes=only), others)]


def _counts(filters: Filters, themes: Sequence[Node]) -> list[tuple[Node, int]]:
    if not themes:
        return []
    keys = [f"theme:{theme.number}" for theme in themes]
    counts = find(replace(filters, near=None, asked_sort="recent")).counts(keys)
    found = [(theme, counts.get(key, 0)) for theme, key in zip(themes, keys, strict=True)]
    return sorted((pair for pair in found if pair[1]), key=lambda pair: (-pair[1], pair[0].number))


def _slug(node: Node) -> str:
    return node.theme.slug if node.theme else ""


def _edges(rows: Iterable[Row]) -> list[Edge]:
    """Return the strongest ties: of each row, and of each theme."""
    ties = [(cell.count, row.node.number, cell.node.number) for row in rows for cell in row.cells]
    most = max((count for count, *_ in ties), default=1)
    kept: set[tuple[int, int, int]] = set()
    for column, some in ((1, OF_PART), (2, OF_THEME)):
        for end in {tie[column] for tie in ties}:
            kept.update(sorted((tie for tie in ties if tie[column] == end), reverse=True)[:some])
    return [
        Edge(source, target, GROUPED, math.ceil(WIDTHS * math.sqrt(count / most)))
        for count, source, target in sorted(kept)
    ]


def _rings(themes: Sequence[Node], parts: Sequence[Node]) -> dict[int, Place]:
    """Return themes on a ring, around them the parts by name."""
    places: dict[int, Place] = {}
    rings = [(themes, INNER if parts else OUTER), (sorted(parts, key=lambda part: part.name), OUTER)]
    for nodes, radius in rings:
        for rank, node in enumerate(nodes):
            angle = math.tau * (rank + 0.5) / len(nodes) - math.pi / 2
            places[node.number] = (0.5 + radius * math.cos(angle), 0.5 + radius * math.sin(angle))
    return places
