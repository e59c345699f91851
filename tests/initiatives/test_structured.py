import json

import pytest

from initiatives.structured import actor_data, initiative_data, site_data
from tests import makers

pytestmark = pytest.mark.django_db


def test_a_sheet_for_machines():
    actor = makers.make_actor("Les Mains vertes", links=[{"url": "https://exemple.fr/", "title": ""}])
    sheet = makers.make_initiative(
        tags=["verger"], actors=[actor], links=[{"url": "https://exemple.org/", "title": "Site"}]
    )
    data = initiative_data(sheet)
    assert data["@id"] == "http://127.0.0.1:8000/initiatives/jardin-partage-du-bouguen/"
    assert data["location"][0]["geo"] == {
        "@type": "GeoCoordinates",
        "latitude": 48.3904,
        "longitude": -4.4861,
    }
    assert data["member"][0]["name"] == "Les Mains vertes"
    assert data["sameAs"] == ["https://exemple.org/"]
    assert data["foundingDate"] == "2019"
    assert json.loads(json.dumps(data)) == data
    assert actor_data(actor)["sameAs"] == ["https://exemple.fr/"]
    assert site_data("Nom")["potentialAction"]["@type"] == "SearchAction"


def test_nothing_is_said_of_what_is_not_known():
    data = initiative_data(makers.make_initiative(locations=[{"kind": "online"}], since=None))
    assert not {"location", "member", "sameAs", "foundingDate", "image"} & set(data)
