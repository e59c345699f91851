"""The graph of a set of filters, read from the relations that the public sees. Only what is published is in it."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from django.db.models import Model, Q, QuerySet

from initiatives.filters import Filters
from initiatives.models import Actor, Initiative, Kinship, Membership, Participation, Theme
from initiatives.models.actor_set import COMMUNE_PATHS
from initiatives.network.graph import ACTOR, INITIATIVE, MEMBER, NETWORK, Edge, Graph, Node
from initiatives.results import Found
from initiatives.results.finding import find
from moderation.models import Status
from places.addresses import address

DRAWN = 300  # nodes: a drawing of more is a tangle
SENT = 5_000  # nodes in a file
# Not all initiatives name an actor: so many more are looked at than could be drawn.
LOOKED_AT = 7
LINKS = 4  # relations for each node, at most: beyond, there are too many nodes too, or too many lines

Ends = tuple[int, int, str]


def graph_of(filters: Filters, *, most: int = DRAWN, found: Found | None = None) -> Graph | None:
    """Return what these filters leave, or None if that is more than `most` nodes.

    Initiatives pass the filters, actors take part in one of them, networks have one of these actors as a member; where
    only a place or a kind of actor is asked for, members of networks are there without any initiative too. What is
    bound to nothing is left out. At most ten queries.
    """
    filters = replace(filters, near=None, asked_sort="recent")
    found = find(filters) if found is None else found
    if found.count > min(most * LOOKED_AT, found.reach):
        return None
    sheets = [hit.initiative for hit in found.hits(0, found.count)] if found.count else []
    parts: list[Ends] = []
    for some in (sheets[: 2 * most], sheets[2 * most :]):  # where there are far too many, the newest tell
        parts += _ends(
            Participation.objects.shown().filter(initiative__in=some, actor__status=Status.PUBLISHED),
            ("actor", "initiative", "role"),
            most,
        )
        if len({actor for actor, *_ in parts}) + len({sheet for _, sheet, _ in parts}) > most:
            return None
    members = _members(filters, {actor for actor, *_ in parts}, most)
    known = set(sheets)
    kin = [
        ends
        for ends in _ends(
            Kinship.objects.shown().filter(initiative__in=sheets), ("initiative", "other", "kind"), most
        )
        if ends[1] in known
    ]
    if max(len(parts), len(members), len(kin)) > most * LINKS:
        return None
    edges = [Edge(-actor, sheet, role) for actor, sheet, role in parts]
    edges += [Edge(-actor, -network, MEMBER) for actor, network in members]
    edges += [Edge(sheet, other, kind) for sheet, other, kind in kin]
    numbers = {end for edge in edges for end in (edge.source, edge.target)}
    if len(numbers) > most:
        return None
    return build(numbers, edges)


def build(numbers: Collection[int], edges: Iterable[Edge]) -> Graph:
    """Return the graph of these edges, between nodes that are read by their numbers: two queries."""
    edges = list(edges)
    networks = {edge.target for edge in edges if edge.role == MEMBER}
    actors = Actor.objects.published().filter(pk__in=[-number for number in numbers if number < 0])
    sheets = Initiative.objects.published().filter(pk__in=[number for number in numbers if number > 0])
    themes = {theme.pk: theme for theme in Theme.objects.remembered()}
    nodes = [
        Node(
            -pk,
            NETWORK if kind == Actor.Kind.NETWORK or -pk in networks else ACTOR,
            name,
            address("actor", slug),
            type=kind,
        )
        for pk, name, slug, kind in actors.order_by("pk").values_list("pk", "name", "slug", "kind")
    ]
    nodes += [
        Node(pk, INITIATIVE, title, address("initiative", slug), themes.get(theme))
        for pk, title, slug, theme in sheets.order_by("pk").values_list("pk", "title", "slug", "main_theme")
    ]
    known = {node.number: node for node in nodes}
    kept = [edge for edge in edges if edge.source in known and edge.target in known]
    return Graph(known, sorted(kept, key=lambda edge: (edge.source, edge.target, edge.role)))


def _ends(relations: QuerySet[Model], columns: tuple[str, str, str], most: int) -> list[Ends]:
    return list(relations.values_list(*columns)[: most * LINKS + 1])


def _members(filters: Filters, actors: Collection[int], most: int) -> set[tuple[int, int]]:
    """Return who is a member of which network: of these actors, and of those whom the filters mean by themselves."""
    relations = Membership.objects.shown().filter(
        actor__status=Status.PUBLISHED, network__status=Status.PUBLISHED
    )
    conditions = [Q(actor__in=actors)] if actors else []
    if filters.actor is not None:
        conditions.append(Q(actor=filters.actor) | Q(network=filters.actor))
    elif _is_about_actors(filters):
        # Of a whole country as of a commune: who is a member counts without any initiative.
        place, kind = filters.territory, filters.types
        based = Q(**{f"actor__{COMMUNE_PATHS[place.kind]}": place.code}) if place else Q()
        conditions.append(based & (Q(actor__kind__in=kind) if kind else Q()))
    # One query each: joined by OR, none of the indexes would serve.
    return {
        pair
        for condition in conditions
        for pair in relations.filter(condition).values_list("actor", "network")[: most * LINKS + 1]
    }


def _is_about_actors(filters: Filters) -> bool:
    """Whether the filters say something of actors only: what an initiative is like is not asked for."""
    return not (
        filters.q
        or filters.themes
        or filters.tags
        or filters.stages
        or filters.scales
        or filters.calls
        or filters.verified
        or filters.box
    )
