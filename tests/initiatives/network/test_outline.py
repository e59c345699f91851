from initiatives.network.graph import NETWORK, Graph, Node
from initiatives.network.outline import outline_of
from tests.initiatives.network.drawn import garden, graph_with


def said(graph):
    return {
        (section.title, entry.node.number): {
            line.label: [node.number for node in line.nodes] for line in entry.lines
        }
        for section in outline_of(graph)
        for entry in section.entries
    }


def test_each_says_what_it_does_and_networks_their_members():
    graph = graph_with((-1, 1), (-1, 2), (-1, 2, "accueille"), (-1, -9, "membre"), (1, 2, "suite"))
    graph.nodes[-9] = Node(-9, NETWORK, "Réseau", "/acteurs/n9/", type="reseau")
    assert said(graph) == {
        ("Réseaux", -9): {"Membres": [-1]},
        ("Acteurs", -1): {"Membre de": [-9], "Porte": [1, 2], "Accueille": [2]},
        ("Liens entre initiatives", 1): {"Fait suite à": [2]},
    }


def test_names_come_in_their_order_accents_apart():
    names = {-1: "Zone", -2: "Épicerie", -3: "association"}
    (section,) = outline_of(graph_with((-1, 1), (-2, 1), (-3, 1), names=names))
    assert [entry.node.name for entry in section.entries] == ["association", "Épicerie", "Zone"]


def test_it_is_complete():
    graph = garden(200)
    lines = [
        (entry.node.number, node.number)
        for section in outline_of(graph)
        for entry in section.entries
        for line in entry.lines
        for node in line.nodes
    ]
    assert sorted(lines) == sorted((edge.source, edge.target) for edge in graph.edges)
    assert outline_of(Graph()) == []
