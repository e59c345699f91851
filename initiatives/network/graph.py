"""A graph: actors, initiatives and networks, and the relations between them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from initiatives.models import Actor, Kinship, Participation, Theme

INITIATIVE, ACTOR, NETWORK = "initiative", "acteur", "reseau"
THEME, TERRITORY = "theme", "territoire"  # in a drawing by groups
GROUPED = "groupe"  # the role of an edge between groups
MEMBER = "membre"
# What a relation says, read from its first side to the second.
ROLES: dict[str, str] = {
    **dict(Participation.Role.choices),
    MEMBER: "Membre de",
    **dict(Kinship.Kind.choices),
}
TYPES = dict(Actor.Kind.choices)


@dataclass(frozen=True)
class Node:
    """An actor, a network or an initiative; or, in a drawing by groups, a theme or a territory.

    `number` is the key of an initiative, and of an actor its key with a minus sign: one integer for both.
    """

    number: int
    kind: str
    name: str
    url: str
    theme: Theme | None = None
    type: str = ""  # of an actor: a value of `Actor.Kind`
    count: int = 0  # of a group: how many initiatives it stands for

    @property
    def is_initiative(self) -> bool:
        """Whether it is an initiative."""
        return self.kind == INITIATIVE

    @property
    def note(self) -> str:
        """What it is, in a word or two."""
        if self.count:
            return initiatives(self.count)
        if self.is_initiative:
            return "initiative"
        return TYPES.get(self.type, self.kind).lower()


def initiatives(count: int) -> str:
    """Return a number of initiatives in words."""
    return f"{number(count)}\u00a0initiative{'s' if count > 1 else ''}"


def number(count: int) -> str:
    """Return a number as French writes it: « 12 345 »."""
    return f"{count:,}".replace(",", "\u202f")


@dataclass(frozen=True)
class Edge:
    """A relation: who does, towards what. `role` is a key of `ROLES`; `weight` counts what a drawing by groups sums."""

    source: int
    target: int
    role: str
    weight: int = 1

    @property
    def label(self) -> str:
        """What it says, from its first side to the second."""
        return ROLES.get(self.role, self.role)


@dataclass(frozen=True)
class Graph:
    """Nodes by number, and edges between them."""

    nodes: dict[int, Node] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)

    @cached_property
    def neighbours(self) -> dict[int, set[int]]:
        """The nodes to which each is bound."""
        found: dict[int, set[int]] = {number: set() for number in self.nodes}
        for edge in self.edges:
            found[edge.source].add(edge.target)
            found[edge.target].add(edge.source)
        return found

    def degree(self, number: int) -> int:
        """Return to how many others a node is bound."""
        return len(self.neighbours[number])

    @cached_property
    def by_degree(self) -> list[Node]:
        """The nodes, the most bound first."""
        return sorted(self.nodes.values(), key=lambda node: (-self.degree(node.number), node.number))

    @cached_property
    def components(self) -> list[list[int]]:
        """The numbers of the nodes of each part that holds together, the largest part first."""
        parts, seen = [], set[int]()
        for start in sorted(self.nodes):
            if start in seen:
                continue
            part = [start]
            seen.add(start)
            for number in part:
                following = sorted(self.neighbours[number] - seen)
                part += following
                seen.update(following)
            parts.append(part)
        return sorted(parts, key=lambda part: (-len(part), part[0]))

    def kinds(self, *kinds: str) -> list[Node]:
        """Return the nodes of these kinds, the most bound first."""
        return [node for node in self.by_degree if node.kind in kinds]

    def of(self, number: int) -> Iterable[Edge]:
        """Return the edges of one node."""
        return (edge for edge in self.edges if number in (edge.source, edge.target))
