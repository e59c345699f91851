import pytest

from places.actions import load
from places.models import Commune, Edition
from places.signals import places_updated
from tests.places.editions import among_others, commune, edition, gouesnou, quimper

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard():
    calls = []

    def listener(sender, **kwargs):
        # The tables already say what the new edition says.
        calls.append((sender, kwargs, Commune.objects.current().count()))

    places_updated.connect(listener)
    yield calls
    places_updated.disconnect(listener)


def test_a_change_is_told_once_with_what_moved(heard):
    load(gazetteer=edition(among_others(commune(), gouesnou(), quimper())))
    load(gazetteer=edition(among_others(commune(former_codes=["29061"]), quimper())))
    first, second = heard
    assert (first[0], first[1]["communes"], first[2]) == (Edition, {}, 23)
    assert second[1]["communes"] == {"29061": "29019"}
    assert second[1]["intercommunalities"] == {}
    assert second[1]["edition"] == Edition.objects.last()


def test_without_change_nothing_is_told(heard):
    load(gazetteer=edition([commune(), gouesnou(), quimper()]))
    load(gazetteer=edition([commune(), gouesnou(), quimper()], digest="2"))
    assert len(heard) == 1
