"""The page of a meeting."""

import pytest

from tests import makers

pytestmark = pytest.mark.django_db


def test_a_published_meeting_has_a_page(client):
    event = makers.make_event(initiatives=[makers.make_initiative()])
    page = client.get(event.get_absolute_url()).content.decode()
    assert "Portes ouvertes du jardin" in page
    assert "Jardin partagé du Bouguen" in page
    assert "de 18\u00a0h à 20\u00a0h" in page


def test_one_that_waits_has_none(client):
    event = makers.make_event(status="pending")
    assert client.get(event.get_absolute_url()).status_code == 404
