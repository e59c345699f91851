"""The map of what comes."""

import pytest

from events.map import drawing
from moderation import caching
from tests import makers

pytestmark = pytest.mark.django_db


def test_circles_lead_to_lists(client):
    caching.forget()
    makers.make_event()
    makers.make_event("Une autre", rhythm="semaine", times=5)
    drawn = drawing()
    assert 'aria-label="Finistère\u00a0: 2 rencontres"' in drawn
    assert "/rencontres/?territoire=departement-29" in drawn
    assert drawn in client.get("/rencontres/").content.decode()
    assert drawn not in client.get("/rencontres/?q=jardin").content.decode()


def test_nothing_without_a_place():
    caching.forget()
    makers.make_event(online_url="https://exemple.fr/")
    assert drawing() == ""
