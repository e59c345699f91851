import pytest

from moderation import caching
from territoires import near as module
from territoires.near import near, newest_around
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def brest():
    return makers.make_commune()


def titles(cards):
    return [card.title for card in cards]


def test_what_is_new_comes_in_the_order_of_distance_with_how_far_it_is(brest):
    makers.make_initiative("À dix kilomètres", position=(48.48, -4.49))
    makers.make_initiative("Tout près", position=(48.39, -4.49))
    makers.make_initiative("À quatre-vingts kilomètres", position=(47.7, -4.2))
    makers.make_initiative("Pas encore", position=(48.39, -4.49), status="pending")
    found = newest_around(brest)
    assert titles(found) == ["Tout près", "À dix kilomètres"]
    assert found[0].km < 1
    assert 8 < found[1].km < 12


def test_the_newest_are_kept_among_the_nearest(brest, monkeypatch):
    monkeypatch.setattr(module, "SHOWN", 2)
    for number in range(4):
        makers.make_initiative(f"Jardin {number}", position=(48.39 + number / 100, -4.49))
    assert titles(newest_around(brest)) == ["Jardin 2", "Jardin 3"]


def test_a_place_without_a_point_is_near_its_commune(brest):
    makers.make_initiative("Dans la commune", commune=brest, position=None)
    assert titles(newest_around(brest)) == ["Dans la commune"]


def test_a_commune_whose_place_is_not_known_has_nothing_around(brest):
    makers.make_initiative("Tout près")
    brest.latitude = brest.longitude = None
    assert newest_around(brest) == []


def test_meetings_and_calls_are_those_around(brest):
    sheet = makers.make_initiative("Tout près")
    paris = makers.make_paris()
    makers.make_call("Des bras", initiative=sheet)
    there = makers.make_initiative("Là-bas", commune=paris, position=(48.85, 2.35))
    makers.make_call("Un lieu", initiative=there)
    makers.make_event("Ici", commune=brest)
    makers.make_event("Là-bas", commune=paris)
    found = near(brest)
    assert [call.title for call in found.calls] == ["Des bras"]
    assert [one.event.title for one in found.meetings] == ["Ici"]
    assert found.department.phrase == "dans le Finistère"


def test_what_is_around_is_asked_once_for_each_version(brest, django_assert_num_queries):
    makers.make_initiative("Tout près")
    near(brest)
    with django_assert_num_queries(3):  # the version of what is public, by each part: once in a page
        near(brest)
    makers.make_initiative("Nouvelle")
    assert "Nouvelle" in titles(near(brest).newest)
    caching.forget()
