from html.parser import HTMLParser
from types import SimpleNamespace

import pytest

from initiatives.network.drawing import draw
from initiatives.network.graph import ACTOR, NETWORK, Graph, Node
from initiatives.network.groups import Cell, Leaf, Row, Star
from initiatives.network.outline import outline_of
from initiatives.network.placing import places_of
from territoires.templatetags.graphs import graph, graph_key, graph_list, graph_rows, stars
from tests.initiatives.network.drawn import graph_with

HOSTILE = "\"><script>&'"
THEME = SimpleNamespace(pk=1, name=HOSTILE, slug="x", colour="green", shape="leaf", icon="leaf")


class Links(HTMLParser):
    """The attributes of the links of some markup, and its tags."""

    def __init__(self, markup):
        super().__init__()
        self.links, self.tags = [], set()
        self.feed(str(markup))

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        if tag == "a":
            self.links.append(dict(attributes))


@pytest.fixture
def hostile():
    found = graph_with((-1, 1), (-1, -2, "membre"), names={-1: HOSTILE, 1: HOSTILE})
    found.nodes[-2] = Node(-2, NETWORK, "Réseau", "/acteurs/n2/", type="reseau")
    found.nodes[1] = Node(1, "initiative", HOSTILE, "/initiatives/n1/", THEME)
    return found


def test_a_graph_has_a_link_for_each_node_and_escapes_all(hostile):
    drawn = draw(hostile, places_of(hostile, {}), label=HOSTILE)
    read = Links(graph(drawn))
    assert read.tags == {"svg", "g", "line", "a", "title", "circle", "use", "text"}
    assert {link["href"] for link in read.links} == {"/acteurs/n1/", "/acteurs/n2/", "/initiatives/n1/"}
    assert {link["class"] for link in read.links} == {"node acteur", "node reseau", "node initiative c-green"}
    assert all(link["aria-label"] for link in read.links)
    assert "style=" not in graph(drawn)


def test_a_legend_says_what_is_drawn(hostile):
    said = graph_key(draw(hostile, places_of(hostile, {}), label=""))
    assert "membre d’un réseau" in said
    assert "lien entre initiatives" not in said
    assert Links(said).tags.isdisjoint({"script"})


def test_a_list_has_the_same_links(hostile):
    read = Links(graph_list(outline_of(hostile)))
    assert read.tags == {"h3", "ul", "li", "a", "span"}
    assert {link["href"] for link in read.links} == {"/acteurs/n1/", "/acteurs/n2/", "/initiatives/n1/"}
    assert graph_list(outline_of(Graph())) == ""


def test_groups():
    part = Node(-1, "territoire", HOSTILE, "?territoire=x&q=%22", count=3)
    leaf = Leaf(THEME, 0, -36, 7, "theme=x&q=%22", HOSTILE)
    read = Links(stars([Star(part, "10%", "20%", 9, [leaf], HOSTILE, HOSTILE)]))
    assert [link["href"] for link in read.links] == ["?theme=x&q=%22", "?territoire=x&q=%22"]
    assert read.tags == {"svg", "line", "a", "title", "use", "circle", "text"}
    theme = Node(1, "theme", HOSTILE, "?theme=x", THEME, count=2)
    rows = graph_rows([Row(part, [Cell(theme, 2, "a=b&c=d"), Cell(theme, 1, "")])])
    assert [link["href"] for link in Links(rows).links] == ["?territoire=x&q=%22", "?a=b&c=d"]
    assert "script>" not in rows.replace("&lt;script&gt;", "")
    assert "avec " in rows


def test_marks_of_unknown_shapes_are_drawn():
    odd = SimpleNamespace(**vars(THEME) | {"shape": "inconnue"})
    single = Graph(
        {1: Node(1, ACTOR, "N", "/", odd), -1: Node(-1, ACTOR, "M", "/")}, graph_with((-1, 1)).edges
    )
    assert "#s-circle" in graph(draw(single, places_of(single, {}), label=""))
