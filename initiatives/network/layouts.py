"""The places of the nodes of a page: from the layouts that are kept, and at once for the rest."""

from initiatives.filters import Filters
from initiatives.models import NetworkLayout
from initiatives.network.graph import Graph
from initiatives.network.placing import Place, places_of


def layout_of(graph: Graph, filters: Filters) -> dict[int, Place]:
    """Return a place for each node: one query.

    A layout of the chosen territory, of one that holds it or of the country serves: that which knows most nodes, the
    nearest first. So a node stays where it was when a filter is added.
    """
    place = filters.territory
    scopes = [place.token, *(holder.token for holder in reversed(place.parents))] if place else []
    kept = NetworkLayout.objects.places([*scopes, ""])
    best = max(
        (kept[scope] for scope in [*scopes, ""] if scope in kept),
        key=lambda places: sum(number in places for number in graph.nodes),
        default={},
    )
    return places_of(graph, best)
