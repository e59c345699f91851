"""The network: its page, and the same as files."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from initiatives.facets import Facets
from initiatives.filters import Filters
from initiatives.models import Actor
from initiatives.network import files
from initiatives.network.graph import Graph
from initiatives.network.page import contents_of
from initiatives.network.reading import SENT, graph_of
from initiatives.results.answer import Answer
from moderation import caching

TOO_MANY = (
    "Ce réseau a plus de 5\u202f000 acteurs et initiatives\u00a0: c’est trop pour un seul fichier. "
    "Ajoutez un filtre, par exemple un département ou un thème, puis recommencez."
)


@caching.listing
def network_page(request: HttpRequest) -> HttpResponse:
    """Draw who acts with whom, and say it as a list; beyond what can be read, by theme and territory."""
    answer = Answer.of(Filters.parse(request.GET), exact="exact" in request.GET)
    filters, found = answer.filters, answer.found
    facets, query = Facets(filters, found), filters.query(without=["tri", "pres"])
    context = {
        "answer": answer,
        "filters": filters,
        "facets": facets,
        "query": query,
        "count": found.count,
        "network": caching.remembered(
            f"network {query}", lambda: contents_of(filters, found, facets), large=True
        ),
    }
    return render(request, "initiatives/network.html", context)


@caching.listing
def network_json(request: HttpRequest) -> HttpResponse:
    """Send the network as JSON."""
    filters = Filters.parse(request.GET)
    graph = _sent(filters)
    if graph is None:
        return JsonResponse({"error": TOO_MANY}, status=400, json_dumps_params={"ensure_ascii": False})
    data = files.as_json(graph, _said(filters))
    return _file(
        JsonResponse(data, json_dumps_params={"ensure_ascii": False, "separators": (",", ":")}), "json"
    )


@caching.listing
def network_graphml(request: HttpRequest) -> HttpResponse:
    """Send the network as GraphML."""
    filters = Filters.parse(request.GET)
    graph = _sent(filters)
    if graph is None:
        return HttpResponse(TOO_MANY, status=400, content_type="text/plain; charset=utf-8")
    text = files.as_graphml(graph, _said(filters))
    return _file(HttpResponse(text, content_type="application/graphml+xml; charset=utf-8"), "graphml")


def _sent(filters: Filters) -> Graph | None:
    return graph_of(filters, most=SENT)


def _said(filters: Filters) -> str:
    """Return the query that a file tells; a person is not named there either."""
    is_person = filters.actor is not None and filters.actor.kind == Actor.Kind.PERSON
    return filters.query(without=["acteur"] if is_person else [])


def _file(response: HttpResponse, kind: str) -> HttpResponse:
    response.headers["Content-Disposition"] = f'attachment; filename="reseau.{kind}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response
