import igraph
import pytest

from initiatives.network.files import as_graphml, as_json
from tests.initiatives.network.drawn import garden, graph_with

HOSTILE = {-1: "<b>&\"'\u202e\x00\x0b\ufffe]]></data>", 1: '"><script>alert(1)</script>'}


@pytest.fixture(autouse=True)
def day(time_machine, settings):
    time_machine.move_to("2026-03-04 12:00")
    settings.SITE_URL = "https://exemple.org"


def read_back(graph, tmp_path, query=""):
    path = tmp_path / "reseau.graphml"
    path.write_text(as_graphml(graph, query))
    return igraph.Graph.Read_GraphML(str(path))


def test_graphml_is_read_back_by_a_graph_library(tmp_path):
    graph = garden(60)
    back = read_back(graph, tmp_path, "theme=alimentation&q=a")
    assert back.is_directed()
    assert back.vcount() == len(graph.nodes)
    assert sorted(back.vs["name"]) == sorted(node.name for node in graph.nodes.values())
    names = {(back.vs[edge.source]["name"], back.vs[edge.target]["name"], edge["role"]) for edge in back.es}
    assert names == {
        (graph.nodes[edge.source].name, graph.nodes[edge.target].name, edge.role) for edge in graph.edges
    }
    assert back["licence"] == "Licence Ouverte 2.0"
    assert back["attribution"] == "Territoires contributifs, https://exemple.org/"
    assert back["source"] == "https://exemple.org/reseau/?theme=alimentation&q=a"
    assert back["date"] == "2026-03-04"


def test_hostile_names_stay_text(tmp_path):
    back = read_back(graph_with((-1, 1), names=HOSTILE), tmp_path)
    assert back.vs["name"] == ["<b>&\"' ]]></data>", '"><script>alert(1)</script>']


def test_json_says_the_same():
    data = as_json(graph_with((-1, 1, "accueille"), names=HOSTILE), "")
    assert data["licence"] == "Licence Ouverte 2.0"
    assert data["source"] == "https://exemple.org/reseau/"
    assert data["links"] == [{"source": "acteurs/n1", "target": "initiatives/n1", "role": "accueille"}]
    first, second = data["nodes"]
    assert first == {
        "id": "acteurs/n1",
        "kind": "acteur",
        "type": "association",
        "name": HOSTILE[-1],
        "theme": "",
        "url": "https://exemple.org/acteurs/n1/",
    }
    assert second["id"] == "initiatives/n1"
