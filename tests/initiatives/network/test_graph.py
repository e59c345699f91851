from initiatives.network.graph import Edge, Node, initiatives
from tests.initiatives.network.drawn import graph_with


def test_parts_that_hold_together_come_the_largest_first():
    graph = graph_with((-1, 10), (-2, 20), (-2, 21), (-3, 21))
    assert graph.components == [[-3, 21, -2, 20], [-1, 10]]


def test_the_most_bound_come_first_and_two_roles_bind_once():
    graph = graph_with((-1, 10, "porte"), (-1, 10, "accueille"), (-2, 10), (-2, 11))
    assert [node.number for node in graph.by_degree] == [-2, 10, -1, 11]
    assert graph.degree(-1) == 1
    assert [edge.role for edge in graph.of(-1)] == ["porte", "accueille"]


def test_words():
    assert Node(-1, "reseau", "N", "/", type="reseau").note == "réseau"
    assert Node(-1, "acteur", "N", "/", type="ecole").note == "école, université"
    assert Node(1, "theme", "N", "/", count=12345).note == "12\u202f345\u00a0initiatives"
    assert initiatives(1) == "1\u00a0initiative"
    assert Edge(-1, 2, "membre").label == "Membre de"
    assert Edge(1, 2, "suite").label == "Fait suite à"
