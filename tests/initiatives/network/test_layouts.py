import math

import pytest
from django.http import QueryDict

from initiatives.filters import Filters
from initiatives.models import NetworkLayout
from initiatives.network.layouts import layout_of
from initiatives.network.placing import places_of
from tests import makers
from tests.initiatives.network.drawn import graph_with

pytestmark = pytest.mark.django_db
GRAPH = graph_with((-1, 1), (-1, 2), (-2, 2))


def keep(scope, **places):
    numbers = [int(name[1:]) * (-1 if name[0] == "a" else 1) for name in places]
    xs, ys = zip(*places.values(), strict=True)
    NetworkLayout.objects.create(scope=scope, signature="", numbers=numbers, xs=list(xs), ys=list(ys))


def layout(query=""):
    return layout_of(GRAPH, Filters.parse(QueryDict(query)))


def test_without_a_layout_places_are_found_at_once(django_assert_num_queries):
    filters = Filters()
    with django_assert_num_queries(1):
        assert layout_of(GRAPH, filters) == places_of(GRAPH, {})


def test_the_layout_of_the_territory_serves_then_those_that_hold_it():
    makers.make_commune()
    keep("", a1=(0, 0), i1=(10_000, 0), a2=(0, 10_000), i2=(10_000, 10_000))
    keep("departement-29", a1=(10_000, 0), i1=(0, 0), a2=(10_000, 10_000), i2=(0, 10_000))
    assert layout()[-1] == (0, 0)
    assert layout("territoire=commune-29019")[-1] == (1, 0)
    keep("commune-29019", a1=(0, 10_000), i1=(0, 0))  # knows less of them
    assert layout("territoire=commune-29019")[-1] == (1, 0)


def test_a_filter_does_not_move_nodes():
    keep("", a1=(0, 0), i1=(10_000, 0), a2=(0, 10_000), i2=(10_000, 10_000), a7=(5000, 5000))
    assert layout("theme=x") == layout()
    assert math.dist(layout()[-2], (0, 1)) < 1e-6
