"""The map of what comes."""

import re

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
    assert 'aria-label="Bretagne\u00a0: 2 rencontres"' in drawn
    assert "/rencontres/?territoire=region-53" in drawn
    assert drawn in client.get("/rencontres/").content.decode()
    assert drawn not in client.get("/rencontres/?q=jardin").content.decode()


def test_a_region_has_one_circle_and_each_is_wide_enough_for_a_finger_on_a_phone():
    """24 CSS pixels (WCAG 2.2, 2.5.8) where the drawing, of 1000 units, is 328 pixels wide."""
    caching.forget()
    makers.make_event()
    ille = makers.make_department("35", "Ille-et-Vilaine", position=(48.15, -1.64))
    makers.make_event(
        "À Rennes", commune=makers.make_commune("35238", "Rennes", (48.11, -1.68), department=ille)
    )
    makers.make_event("À Paris", commune=makers.make_paris())
    reunion = makers.make_department(
        "974", "La Réunion", makers.make_region("04", "La Réunion"), (-21.1, 55.5)
    )
    makers.make_event(
        "Loin", commune=makers.make_commune("97411", "Saint-Denis", (-20.88, 55.45), department=reunion)
    )
    drawn = drawing()
    assert re.findall(r'<a class="count s1" href="([^"]+)"', drawn) == [
        "/rencontres/?territoire=region-53",
        "/rencontres/?territoire=region-11",
        "/rencontres/?territoire=departement-974",
    ]
    radii = [float(radius) for radius in re.findall(r'<circle [^>]* r="(\d+)"', drawn)]
    assert ">La Réunion</text>" in drawn
    assert len(radii) == 3 and min(radii) * 2 * 328 / 1000 >= 24


def test_nothing_without_a_place():
    caching.forget()
    makers.make_event(online_url="https://exemple.fr/")
    assert drawing() == ""
