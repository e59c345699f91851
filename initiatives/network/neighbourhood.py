"""The small graph of one sheet: what it is bound to, and what that is bound to, a dozen nodes at most."""

from typing import Any

from django.conf import settings

from initiatives.models import Actor, Initiative, Theme
from initiatives.network.drawing import SMALL, Drawing, draw
from initiatives.network.graph import ACTOR, INITIATIVE, MEMBER, NETWORK, Edge, Graph, Node
from initiatives.network.placing import around
from places.addresses import address
from places.statements import fetch

NODES = 12
SECOND = 4  # relations of each kind, of a neighbour
FEWEST = 2  # relations: a single one is said well enough by the page
MARGIN = (0.14, 0.1)  # of the picture: labels of the outer ring stay inside

# The relations of one node with what is published, by either side, the newest sheets first, so many of each kind at
# most: each in the order of an index, or PostgreSQL would sort all that a large actor does.
LINKS = """
(SELECT -actor_id, initiative_id, role FROM initiatives_participation JOIN initiatives_initiative AS e
    ON e.id = initiative_id AND e.status = 'published'
    WHERE actor_id = -{n} AND {shown} ORDER BY initiatives_participation.id DESC LIMIT {some})
UNION ALL (SELECT -actor_id, initiative_id, role FROM initiatives_participation JOIN initiatives_actor AS e
    ON e.id = actor_id AND e.status = 'published'
    WHERE initiative_id = {n} AND {shown} ORDER BY actor_id DESC, role DESC LIMIT {some})
UNION ALL (SELECT -actor_id, -network_id, 'membre' FROM initiatives_membership JOIN initiatives_actor AS e
    ON e.id = network_id AND e.status = 'published'
    WHERE actor_id = -{n} AND {shown} ORDER BY network_id DESC LIMIT {some})
UNION ALL (SELECT -actor_id, -network_id, 'membre' FROM initiatives_membership JOIN initiatives_actor AS e
    ON e.id = actor_id AND e.status = 'published'
    WHERE network_id = -{n} AND {shown} ORDER BY actor_id DESC LIMIT {some})
UNION ALL (SELECT initiative_id, other_id, k.kind FROM initiatives_kinship AS k JOIN initiatives_initiative AS e
    ON e.id = other_id AND e.status = 'published'
    WHERE initiative_id = {n} AND {shown} ORDER BY other_id DESC, k.kind DESC LIMIT {some})
UNION ALL (SELECT initiative_id, other_id, k.kind FROM initiatives_kinship AS k JOIN initiatives_initiative AS e
    ON e.id = initiative_id AND e.status = 'published'
    WHERE other_id = {n} AND {shown} ORDER BY initiative_id DESC, k.kind DESC LIMIT {some})
"""
SHOWN = "(declared_by = 'both' OR %s)"
# Two steps from the middle, then the names of what is published of it: one statement.
NEAR = """
WITH middle AS (SELECT %s::bigint AS n),
near AS MATERIALIZED (SELECT l.* FROM middle, LATERAL ({first}) AS l (source, target, role)),
ends AS (
    SELECT DISTINCT CASE WHEN source = n THEN target ELSE source END AS n FROM near, middle ORDER BY n LIMIT {most}
),
edges AS MATERIALIZED (
    SELECT source, target, role FROM near
    UNION SELECT l.* FROM ends, LATERAL ({second}) AS l (source, target, role)
),
numbers AS MATERIALIZED (SELECT source AS n FROM edges UNION SELECT target FROM edges)
SELECT
    (SELECT json_agg(json_build_array(source, target, role) ORDER BY source, target, role) FROM edges),
    (SELECT json_agg(json_build_array(-a.id, a.name, a.slug, a.kind)) FROM numbers
        JOIN initiatives_actor AS a ON a.id = -n AND a.status = 'published'),
    (SELECT json_agg(json_build_array(i.id, i.title, i.slug, i.main_theme_id)) FROM numbers
        JOIN initiatives_initiative AS i ON i.id = n AND i.status = 'published')
"""
BOTH_STEPS = NEAR.format(
    first=LINKS.format(n="n", shown=SHOWN, some=2 * NODES),
    second=LINKS.format(n="n", shown=SHOWN, some=SECOND),
    most=2 * NODES,
)


def neighbourhood_of(sheet: Actor | Initiative) -> Drawing | None:
    """Return the drawing of what a published sheet is bound to, or None where there is too little: one query."""
    middle = sheet.pk if isinstance(sheet, Initiative) else -sheet.pk
    graph = _nearest(_read(middle), middle)
    if len(graph.edges) < FEWEST:
        return None
    label = f"Autour de {sheet}"
    return draw(graph, around(graph, middle), label=label, margin=MARGIN, pictures=SMALL)


def _read(middle: int) -> Graph:
    """Return the graph around a node, two steps far."""
    declared = settings.SHOW_DECLARED_RELATIONS
    ((edges, actors, sheets),) = fetch(BOTH_STEPS, [middle, *[declared] * BOTH_STEPS.count(SHOWN)])
    networks = {target for _, target, role in edges or [] if role == MEMBER}
    themes = {theme.pk: theme for theme in Theme.objects.remembered()}
    nodes = [_actor(row, networks) for row in actors or []]
    nodes += [
        Node(pk, INITIATIVE, title, address("initiative", slug), themes.get(theme))
        for pk, title, slug, theme in sheets or []
    ]
    known = {node.number: node for node in sorted(nodes, key=lambda node: node.number)}
    kept = [Edge(*edge) for edge in edges or [] if edge[0] in known and edge[1] in known]
    return Graph(known, kept)


def _actor(row: list[Any], networks: set[int]) -> Node:
    number, name, slug, kind = row
    is_network = kind == Actor.Kind.NETWORK or number in networks
    return Node(number, NETWORK if is_network else ACTOR, name, address("actor", slug), type=kind)


def _nearest(graph: Graph, middle: int) -> Graph:
    """Return the nodes nearest to the middle: its neighbours, the most bound first, then theirs."""
    if middle not in graph.nodes:
        return Graph()
    first = sorted(graph.neighbours[middle], key=lambda number: (-graph.degree(number), number))
    kept = [middle, *first[: NODES - 1]]
    second = {far for near in kept[1:] for far in graph.neighbours[near]} - {*first, middle}
    # What is bound to several of them says more.
    rank = {number: len(graph.neighbours[number].intersection(kept)) for number in second}
    kept += sorted(second, key=lambda number: (-rank[number], number))[: NODES - len(kept)]
    edges = [edge for edge in graph.edges if edge.source in kept and edge.target in kept]
    return Graph({number: graph.nodes[number] for number in kept}, edges)
