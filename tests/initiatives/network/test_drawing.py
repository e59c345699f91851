import pytest

from initiatives.network.drawing import PICTURES, draw, shortened
from initiatives.network.placing import places_of
from tests.initiatives.network.drawn import garden, graph_with


def drawn(graph):
    return draw(graph, places_of(graph, {}), label="Réseau")


def boxes(drawing, picture, which):
    """Return where labels are written in a picture, in pixels: left, top, right, bottom."""
    for dot in drawing.dots:
        label = getattr(dot, which)
        if label is None:
            continue
        x = float(dot.x[:-1]) / 100 * picture.width + label.start
        y = float(dot.y[:-1]) / 100 * picture.height + label.rise
        width = 6 * len(label.text)
        left = {"start": x, "middle": x - width / 2, "end": x - width}[label.anchor]
        yield dot.node.number, (left, y - 9, left + width, y + 3)


@pytest.mark.parametrize(("picture", "which"), [(PICTURES[0], "wide"), (PICTURES[1], "tall")])
def test_no_label_lies_on_another_nor_on_a_node_nor_leaves_the_picture(picture, which):
    drawing = drawn(garden(100))
    found = list(boxes(drawing, picture, which))
    assert 5 < len(found) <= picture.most
    nodes = [
        (
            dot.node.number,
            float(dot.x[:-1]) / 100 * picture.width,
            float(dot.y[:-1]) / 100 * picture.height,
        )
        for dot in drawing.dots
    ]
    for rank, (number, (left, top, right, bottom)) in enumerate(found):
        assert left >= 0
        assert top >= 0
        assert right <= picture.width
        assert bottom <= picture.height
        assert not [
            other for other, x, y in nodes if other != number and left < x < right and top < y < bottom
        ]
        for _, other in found[rank + 1 :]:
            assert not (left < other[2] and other[0] < right and top < other[3] and other[1] < bottom)


def test_the_most_bound_is_named_first_and_larger():
    graph = graph_with(*((-1, number) for number in range(1, 60)), (-2, 1))
    drawing = drawn(graph)
    assert drawing.dots[0].node.number == -1
    assert drawing.dots[0].wide is not None
    assert drawing.dots[0].radius > max(dot.radius for dot in drawing.dots[1:])


def test_a_picture_of_many_names_few_on_a_phone():
    drawing = drawn(garden(200))
    assert drawing.is_crowded
    assert not drawn(garden(20)).is_crowded
    assert sum(dot.wide is not None for dot in drawing.dots) > sum(
        dot.tall is not None for dot in drawing.dots
    )
    assert all(dot.near.text for dot in drawing.dots)


def test_lines_say_what_binds():
    graph = graph_with(
        (-1, 1, "porte"), (-1, 2, "soutient"), (-1, -2, "membre"), (1, 2, "suite"), (-2, 2, "partenaire")
    )
    assert [stroke.kind for stroke in drawn(graph).strokes] == ["leads", "thin", "member", "kin", "leads"]
    assert drawn(graph).kinds == {"acteur", "initiative", "leads", "thin", "member", "kin"}
    first = drawn(graph).strokes[0]
    ends = {(dot.x, dot.y) for dot in drawn(graph).dots if dot.node.number in (-1, 1)}
    assert {(first.x1, first.y1), (first.x2, first.y2)} == ends


def test_words_for_assistive_technology():
    said = {dot.node.number: dot.said for dot in drawn(graph_with((-1, 1), (-1, 2))).dots}
    assert said[-1] == "Nœud -1, association, 2\u00a0liens"
    assert said[1] == "Nœud 1, initiative, 1\u00a0lien"


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Jardin", "Jardin"),
        ("Jardin partagé du Bouguen", "Jardin partagé du…"),
        ("Anticonstitutionnellement", "Anticonstitutionnel…"),
        ("x" * 10_000, "x" * 19 + "…"),
        ("", ""),
    ],
)
def test_labels_are_cut_after_a_word(text, short):
    assert shortened(text, 20) == short
