import pytest
from django.http import QueryDict

from initiatives.facets import Facets
from initiatives.filters import Filters
from initiatives.models import Participation
from initiatives.network import page, reading
from initiatives.network.page import contents_of
from initiatives.results.finding import find
from tests import makers

pytestmark = pytest.mark.django_db


def contents(query=""):
    filters = Filters.parse(QueryDict(query))
    found = find(filters)
    return contents_of(filters, found, Facets(filters, found))


def test_numbers_are_those_of_the_drawing():
    actor = makers.make_actor()
    garden = makers.make_initiative(actors=[actor])
    Participation.objects.create(initiative=garden, actor=actor, role="accueille")
    makers.make_initiative("Verger", actors=[actor])
    shown = contents()
    assert (shown.actors, shown.initiatives, shown.links) == (1, 2, 2)
    assert len(shown.drawing.dots) == 3
    assert [section.title for section in shown.sections] == ["Acteurs"]
    assert not shown.is_empty


def test_nothing_to_draw():
    makers.make_initiative()
    assert contents().is_empty


def test_beyond_what_can_be_read_it_is_grouped(monkeypatch):
    for number in range(3):
        makers.make_initiative(f"Jardin {number}", actors=[makers.make_actor(f"Acteur {number}")])
    monkeypatch.setattr(page, "graph_of", lambda *args, **options: reading.graph_of(*args, most=4, **options))
    shown = contents()
    assert [star.node.name for star in shown.stars] == ["Bretagne"]
    assert shown.rows
    assert not shown.sections
    in_commune = contents("territoire=commune-29019")
    assert in_commune.drawing.dots
    assert not in_commune.stars
