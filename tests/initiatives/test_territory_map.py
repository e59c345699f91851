"""The map of a territory with its parts."""

import re

import pytest

from initiatives.territory_map import territory_drawing
from places.models import Commune, Region
from places.territory import Territory
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def communes():
    makers.make_commune()
    makers.make_commune("29155", "Ouessant", (48.4557, -5.0947))
    makers.make_commune(
        "22113", "Lannion", (48.7327, -3.4555), department=makers.make_department("22", "Côtes-d’Armor")
    )


def circles(token, **counts):
    drawing = territory_drawing(Territory.from_token(token), {f"{k}": v for k, v in counts.items()})
    return dict(re.findall(r'href="(/[^"#]+)" aria-label="([^"]+)"', drawing))


def test_each_part_has_a_circle_that_leads_to_its_page():
    assert circles("region-53", **{"departement-29": 3, "departement-22": 1}) == {
        "/territoires/departement/29/": "Finistère\u00a0: 3 initiatives",
        "/territoires/departement/22/": "Côtes-d’Armor\u00a0: 1 initiative",
    }
    assert circles("departement-29", **{"intercommunalite-242900314": 2, "commune-29155": 1}) == {
        "/territoires/intercommunalite/242900314/": "Brest Métropole\u00a0: 2 initiatives",
        "/territoires/commune/29155/": "Ouessant\u00a0: 1 initiative",
    }
    assert circles("intercommunalite-242900314", **{"commune-29019": 1}) == {
        "/territoires/commune/29019/": "Brest\u00a0: 1 initiative"
    }


def test_parts_without_initiatives_have_none():
    assert circles("region-53") == {}


def test_a_commune_has_no_map_of_its_parts():
    assert territory_drawing(Territory.from_token("commune-29019"), {}) == ""


def test_without_positions_there_is_nothing_to_draw():
    Commune.objects.update(latitude=None, longitude=None, position_exact=False)
    assert territory_drawing(Territory.from_token("region-53"), {}) == ""


def test_circles_may_lead_elsewhere():
    drawing = territory_drawing(
        Territory.from_token("region-53"),
        {"departement-29": 1},
        lambda part: f"/themes/?territoire={part.token}",
    )
    assert 'href="/themes/?territoire=departement-29"' in drawing


def test_dots_show_how_far_it_goes_and_the_outline_once_it_is_known():
    territory = Territory.from_token("region-53")
    assert re.search(r'class="dots" d="M\d+ \d+h0M', territory_drawing(territory, {}))
    assert 'class="outline"' not in territory_drawing(territory, {})
    square = [[-5.0, 47.5], [-1.0, 47.5], [-1.0, 48.9], [-5.0, 48.9], [-5.0, 47.5]]
    Region.objects.update(outline={"type": "MultiPolygon", "coordinates": [[square]]})
    assert 'class="outline"' in territory_drawing(Territory.from_token("region-53"), {})
