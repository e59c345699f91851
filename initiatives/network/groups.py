"""The network beyond what can be drawn node by node: themes, and the parts of the territory where they are at work.

Each part is a star: its themes around it, as large as they count initiatives. Each theme of each part is a link that
narrows the filters. Counts only: no relation is read.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from initiatives.facets import Choice, Facets
from initiatives.filters import Filters
from initiatives.models import Theme
from initiatives.network.drawing import shortened
from initiatives.network.graph import (
    GROUPED,
    TERRITORY,
    THEME,
    Edge,
    Graph,
    Node,
    initiatives,
    number,
)
from initiatives.network.placing import Place
from initiatives.results.finding import find
from places.folding import fold
from places.models import Commune, Department, Intercommunality, Region
from places.territory import Territory

LEVELS: dict[str, type[Region | Department | Intercommunality | Commune]] = {
    "region": Region,
    "departement": Department,
    "intercommunalite": Intercommunality,
    "commune": Commune,
}
COLUMNS = 3  # on a phone as on a screen
PARTS = 15  # the largest; the others are in the filter of territories
TIES = 2  # lines drawn for each theme: the strongest
WIDTHS = 5
# In pixels: how far a theme is from the middle of its part, the least radius of each and what the largest has more.
FAR, HUB, LEAF = 36, (6, 8), (4, 7)
LETTERS = (28, 11)  # of a label, where the picture is wide and where it is tall
# What the name of an intercommunality begins with, then the article that follows.
KINDS = ("Communauté de communes ", "Communauté d’agglomération ", "Communauté urbaine ")
ARTICLES = ("de la ", "de l’", "des ", "du ", "de ", "d’")


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
class Leaf:
    """A theme in a part, as it is drawn: pixels from the middle of the part."""

    theme: Theme
    x: float
    y: float
    radius: float
    query: str
    said: str


@dataclass(frozen=True)
class Star:
    """A part as it is drawn, its themes around it, each on the same side in every star."""

    node: Node
    x: str  # percentage of the picture
    y: str
    radius: float
    leaves: list[Leaf]
    wide: str  # its label where the picture is wide
    tall: str

    @property
    def said(self) -> str:
        """What it is, for assistive technology."""
        return f"{self.node.name}, {self.node.note}"


@dataclass(frozen=True)
class Groups:
    """Parts as stars, or themes as a graph where there are no parts; and the table that says the same."""

    rows: list[Row]
    themes: list[Theme]
    stars: list[Star]
    graph: Graph
    places: dict[int, Place]


def groups_of(filters: Filters, facets: Facets) -> Groups:
    """Return the groups of what passes: one count for each part."""
    chosen = {theme.pk for theme in filters.themes}
    themes = [
        _theme(choice.theme, choice.count, filters)
        for choice in facets.themes
        if choice.theme and choice.count and (not chosen or choice.theme.pk in chosen)
    ]
    shown = facets.places[:PARTS]
    known = [theme.theme for theme in themes if theme.theme]
    if not shown:
        rows = [Row(theme, _of_theme(filters, theme, themes)) for theme in themes]
        graph = Graph({node.number: node for node in themes}, _edges(rows))
        return Groups(rows, known, [], graph, _ring(themes))
    rows = [
        Row(_part(rank, choice, filters), _in_territory(filters, choice, themes))
        for rank, choice in enumerate(shown, 1)
    ]
    return Groups(rows, known, _stars(rows, themes), Graph(), {})


def _theme(theme: Theme, count: int, filters: Filters) -> Node:
    query = filters.query(without=["theme"], add=[("theme", theme.slug)])
    return Node(theme.pk, THEME, theme.name, f"?{query}", theme, count=count)


def _part(rank: int, choice: Choice, filters: Filters) -> Node:
    query = filters.query(without=["territoire"], add=[("territoire", choice.value)])
    return Node(-rank, TERRITORY, choice.label, f"?{query}", count=choice.count or 0)


def _in_territory(filters: Filters, choice: Choice, themes: Sequence[Node]) -> list[Cell]:
    """Return how many initiatives of each theme are in a territory, the most first."""
    level, _, code = choice.value.partition("-")
    # As its filter is all that is asked of it, it need not be read.
    place = Territory(LEVELS[level](code=code, name=choice.label))
    return [
        Cell(
            theme,
            count,
            filters.query(
                without=["theme", "territoire"], add=[("territoire", place.token), ("theme", _slug(theme))]
            ),
        )
        for theme, count in _counts(replace(filters, territory=place), themes)
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
    """Return the strongest ties of each theme."""
    ties = [(cell.count, row.node.number, cell.node.number) for row in rows for cell in row.cells]
    most = max((count for count, *_ in ties), default=1)
    kept: set[tuple[int, int, int]] = set()
    for end in {end for _, *ends in ties for end in ends}:
        kept.update(sorted((tie for tie in ties if end in tie[1:]), reverse=True)[:TIES])
    return [
        Edge(source, target, GROUPED, math.ceil(WIDTHS * count / most))
        for count, source, target in sorted(kept)
    ]


def _ring(nodes: Sequence[Node]) -> dict[int, Place]:
    """Return places on a ring."""
    angles = [math.tau * rank / len(nodes) - math.pi / 2 for rank in range(len(nodes))]
    return {
        node.number: (0.5 + 0.5 * math.cos(angle), 0.5 + 0.5 * math.sin(angle))
        for node, angle in zip(nodes, angles, strict=True)
    }


def _stars(rows: Sequence[Row], themes: Sequence[Node]) -> list[Star]:
    """Return the parts in lines, by name."""
    lines = math.ceil(len(rows) / COLUMNS)
    most = max(row.node.count for row in rows) or 1
    most_of_theme = max((cell.count for row in rows for cell in row.cells), default=1)
    return [
        Star(
            row.node,
            f"{100 * (rank % COLUMNS + 0.5) / COLUMNS:.2f}%",
            f"{100 * (rank // COLUMNS + 0.43) / lines:.2f}%",
            round(HUB[0] + HUB[1] * math.sqrt(row.node.count / most), 1),
            _leaves(row, themes, most_of_theme),
            f"{shortened(_brief(row.node.name), LETTERS[0])} {number(row.node.count)}",
            shortened(_brief(row.node.name), LETTERS[1]),
        )
        for rank, row in enumerate(sorted(rows, key=lambda row: fold(row.node.name)))
    ]


def _leaves(row: Row, themes: Sequence[Node], most: int) -> list[Leaf]:
    sides = {theme.number: math.tau * rank / len(themes) for rank, theme in enumerate(themes)}
    return [
        Leaf(
            cell.node.theme,
            round(FAR * math.sin(sides[cell.node.number]), 1),
            round(-FAR * math.cos(sides[cell.node.number]), 1),
            round(LEAF[0] + LEAF[1] * math.sqrt(cell.count / most), 1),
            cell.query,
            f"{row.node.name}, {cell.node.name}\u00a0: {initiatives(cell.count)}",
        )
        for cell in row.cells
        if cell.node.theme
    ]


def _brief(name: str) -> str:
    """Return the name of an intercommunality without what it is: « Pays Bigouden Sud »."""
    brief = name.replace("'", "’")
    kind = next((kind for kind in KINDS if brief.startswith(kind)), "")
    if not kind:
        return name
    brief = brief.removeprefix(kind)
    article = next((article for article in ARTICLES if brief.startswith(article)), "")
    brief = brief.removeprefix(article)
    return brief[:1].upper() + brief[1:]
