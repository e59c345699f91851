"""The map of the meetings to come."""

from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from events import map_page
from events.agenda import EventFilters
from events.map_page import MapPage
from initiatives.map import MAINLAND
from tests import makers

pytestmark = pytest.mark.django_db


def shown(**query):
    return MapPage(EventFilters.parse(QueryDict(urlencode(query))))


def test_each_meeting_is_there_once_at_its_next_time():
    weekly = makers.make_event("Café de quartier", rhythm="semaine", times=10)
    makers.make_event("En ligne seulement", online_url="https://exemple.fr/")
    makers.make_event("En attente", status="pending")
    page = shown()
    (placed,) = page.placed
    assert placed.time == weekly.occurrences.order_by("starts_at").first()
    weekly.refresh_from_db()
    assert placed.point == f"{weekly.near_latitude:.6f},{weekly.near_longitude:.6f}"
    assert not page.is_cut


def test_it_opens_on_its_territory_or_on_what_it_shows():
    assert shown().bounds == MAINLAND
    event = makers.make_event()
    event.refresh_from_db()
    box = shown().bounds
    assert box.west < event.near_longitude < box.east and box.south < event.near_latitude < box.north
    assert shown(territoire="departement-29").bounds != MAINLAND


def test_circles_of_the_drawing_keep_the_filters():
    theme = makers.make_theme()
    makers.make_event(themes=[theme])
    drawn = shown(theme=theme.slug).drawn()
    assert 'aria-label="Bretagne\u00a0: 1 rencontre"' in drawn
    assert f"/rencontres/carte/?theme={theme.slug}&amp;territoire=region-53" in drawn


def test_what_is_over_has_no_map():
    makers.make_event()
    assert shown(quand="passees").placed and not shown(quand="passees").filters.is_past


def test_more_than_a_map_holds_is_said(client, monkeypatch):
    monkeypatch.setattr(map_page, "MOST", 2)
    for number in range(3):
        makers.make_event(f"Rencontre {number}", days=10 + number)
    assert shown().is_cut and [one.time.event.title for one in shown().placed] == [
        "Rencontre 0",
        "Rencontre 1",
    ]
    assert "Les 2 prochaines rencontres" in client.get("/rencontres/carte/").content.decode()


def test_few_queries(client, django_assert_max_num_queries):
    for number in range(8):
        makers.make_event(f"Rencontre {number}")
    client.get("/rencontres/carte/")
    with django_assert_max_num_queries(8):
        page = client.get("/rencontres/carte/?q=rencontre").content.decode()
    assert page.count("data-tc-point=") == 8


def test_a_commune_typed_by_name_leads_to_what_is_near(client):
    brest = makers.make_commune()
    answer = client.get("/rencontres/carte/?ou=brest&theme=x")
    assert answer.status_code == 302 and answer["Location"] == f"/rencontres/carte/?pres={brest.pk}"
    assert "n’est pas une commune connue" in client.get("/rencontres/carte/?ou=Atlantide").content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "?bbox=x",
        "?territoire=%00",
        "?q=" + "x" * 5000,
        "?pres=99999&mois=13",
        "?jour=0001-01-01",
        "?jour=9999-12-31",
    ],
)
def test_strange_addresses_show_a_map(client, query):
    for page in ("/rencontres/carte/", "/rencontres/"):
        assert client.get(f"{page}{query}").status_code == 200
