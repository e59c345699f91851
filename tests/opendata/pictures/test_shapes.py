import pytest

from initiatives.models import Theme
from opendata.pictures.shapes import SIDE, outline, silhouettes


def area(points):
    return (
        abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1], strict=True))) / 2
    )


def test_each_shape_of_a_theme_has_its_outline():
    assert set(silhouettes()) == set(Theme.Shape.values)
    for name, points in silhouettes().items():
        assert all(-0.01 <= x <= SIDE + 0.01 and -0.01 <= y <= SIDE + 0.01 for x, y in points), name
        assert area(points) > 500, name


def test_arcs_are_round():
    assert area(silhouettes()["circle"]) == pytest.approx(3.1416 * 17 * 17, rel=0.02)
    assert area(silhouettes()["square"]) == pytest.approx(32 * 32 - (4 - 3.1416) * 16, rel=0.01)


def test_lines_and_curves():
    assert list(outline("M1 2H5V6L1 6z")) == [(1, 2), (5, 2), (5, 6), (1, 6)]
    points = list(outline("M0 0C0 10 10 10 10 0z"))
    assert points[0] == (0, 0)
    assert points[-1] == (10, 0)
    assert max(y for _, y in points) == pytest.approx(7.5, abs=0.1)
