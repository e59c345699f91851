"""The graph of a set of filters as a file: JSON as networks of nodes and links, and GraphML."""

from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.utils import timezone

from contributors.cleaning import clean_line
from initiatives.models import Actor
from initiatives.network.graph import Graph, Node

LICENCE = "Licence Ouverte 2.0"
LICENCE_URL = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
ATTRIBUTES = ("kind", "type", "name", "theme", "url")


def without_persons(graph: Graph) -> Graph:
    """Return a graph without the actors that are persons, and without what nothing binds once they are gone.

    They agreed to be read on a page, not to be copied by the thousand under an open licence.
    """
    persons = {number for number, node in graph.nodes.items() if node.type == Actor.Kind.PERSON}
    edges = [edge for edge in graph.edges if not persons & {edge.source, edge.target}]
    bound = {number for edge in edges for number in (edge.source, edge.target)}
    return Graph({number: node for number, node in graph.nodes.items() if number in bound}, edges)


def about(query: str) -> dict[str, str]:
    """Return what a file says of itself: where it comes from, of which day, and how it may be used."""
    return {
        "title": "Réseau des initiatives et de celles et ceux qui les portent",
        "attribution": f"Territoires contributifs, {settings.SITE_URL}/",
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
        "source": f"{settings.SITE_URL}/reseau/" + (f"?{query}" if query else ""),
        "date": timezone.localdate().isoformat(),
    }


def as_json(graph: Graph, query: str) -> dict[str, Any]:
    """Return the graph as data for JSON: `nodes`, and `links` from a `source` to a `target`; no person is in it."""
    graph = without_persons(graph)
    links = [
        {"source": _id(graph.nodes[edge.source]), "target": _id(graph.nodes[edge.target]), "role": edge.role}
        for edge in graph.edges
    ]
    nodes = [{"id": _id(node), **_said(node)} for node in graph.nodes.values()]
    return {**about(query), "directed": True, "multigraph": True, "nodes": nodes, "links": links}


def as_graphml(graph: Graph, query: str) -> str:
    """Return the graph as GraphML, which graph programs read; no person is in it."""
    return "".join(_graphml(without_persons(graph), query))


def _graphml(graph: Graph, query: str) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for name in about(query):
        yield f'<key id="about_{name}" for="graph" attr.name="{name}" attr.type="string"/>\n'
    for name in ATTRIBUTES:
        yield f'<key id="{name}" for="node" attr.name="{name}" attr.type="string"/>\n'
    yield '<key id="role" for="edge" attr.name="role" attr.type="string"/>\n<graph edgedefault="directed">\n'
    for name, value in about(query).items():
        yield _data(f"about_{name}", value) + "\n"
    for node in graph.nodes.values():
        data = "".join(_data(name, value) for name, value in _said(node).items() if value)
        yield f"<node id={quoteattr(_id(node))}>{data}</node>\n"
    for edge in graph.edges:
        ends = f"source={quoteattr(_id(graph.nodes[edge.source]))} target={quoteattr(_id(graph.nodes[edge.target]))}"
        yield f"<edge {ends}>{_data('role', edge.role)}</edge>\n"
    yield "</graph>\n</graphml>\n"


def _data(key: str, value: str) -> str:
    # What XML 1.0 forbids is taken out: forms refuse it, an import may have brought it.
    return f'<data key="{key}">{escape(clean_line(value))}</data>'


def _id(node: Node) -> str:
    """Return the name of a node in files: its address, which is unique."""
    return node.url.strip("/")


def _said(node: Node) -> dict[str, str]:
    return {
        "kind": node.kind,
        "type": node.type,
        "name": node.name,
        "theme": node.theme.slug if node.theme else "",
        "url": settings.SITE_URL + node.url,
    }
