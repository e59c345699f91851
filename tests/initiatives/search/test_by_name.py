import pytest

from initiatives.models import Actor, Initiative
from tests import makers

pytestmark = pytest.mark.django_db


def test_names_that_begin_so_come_first_then_those_that_have_the_words():
    inside = makers.make_actor("Association des jardins")
    first = makers.make_actor("Jardins du Bouguen")
    makers.make_actor("Jardin en attente", status="pending")
    makers.make_actor("Ressourcerie")
    assert Actor.look_up("jardin", 5) == [first, inside]
    assert Actor.look_up("JARDINS ASSOCIATION", 5) == [inside]
    assert len(Actor.look_up("jardin", 1)) == 1


def test_initiatives_too(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first = makers.make_initiative("Jardin du Bouguen")
        inside = makers.make_initiative("Le grand jardin")
        makers.make_initiative("Jardin en attente", status="pending")
    assert Initiative.look_up("jardin", 5) == [first, inside]
    assert Initiative.look_up("introuvable", 5) == []


def test_few_queries(django_assert_max_num_queries):
    for number in range(6):
        makers.make_actor(f"Jardin {number}", commune=makers.make_commune())
        makers.make_initiative(f"Jardin {number}")
    with django_assert_max_num_queries(2):
        assert len([actor.place_label for actor in Actor.look_up("jardin", 12)]) == 6
    with django_assert_max_num_queries(7):
        assert len([sheet.place_label for sheet in Initiative.look_up("jardin", 12)]) == 6
