import pytest

from places.models import Commune
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def moderator(client):
    client.force_login(makers.make_moderator())


def make_saint_denis():
    reunion = makers.make_department("974", "La Réunion", makers.make_region("04", "La Réunion"))
    paris = makers.make_department("93", "Seine-Saint-Denis", makers.make_region("11", "Île-de-France"))
    makers.make_commune("97411", "Saint-Denis", (-20.88, 55.45), department=reunion, postcodes=["97400"])
    makers.make_commune("93066", "Saint-Denis", (48.93, 2.36), department=paris, postcodes=["93200"])


def found(client, model, term):
    return client.get(f"/admin/places/{model}/?q={term}").context["cl"].result_list


def test_communes_are_found_as_in_public(client):
    make_saint_denis()
    makers.make_commune()
    assert {commune.label for commune in found(client, "commune", "st+denis")} == {
        "Saint-Denis (974)",
        "Saint-Denis (93)",
    }
    assert [commune.pk for commune in found(client, "commune", "93200")] == ["93066"]
    assert list(found(client, "commune", "zzz")) == []


def test_a_commune_that_is_gone_is_not_offered(client):
    brest = makers.make_commune()
    Commune.objects.create(code="29999", name="Lambézellec", department=brest.department, successor=brest)
    assert [commune.pk for commune in found(client, "commune", "")] == ["29019"]


@pytest.mark.parametrize(
    ("model", "term"),
    [("region", "BRETAGNE"), ("department", "finistere"), ("intercommunality", "brest+metropole")],
)
def test_wider_places_are_found_whatever_accents_and_case(client, model, term):
    makers.make_commune()
    makers.make_paris()
    assert len(found(client, model, term)) == 1


@pytest.mark.parametrize(
    ("model", "code"),
    [("region", "53"), ("department", "29"), ("intercommunality", "242900314"), ("commune", "29019")],
)
def test_places_are_read_only(client, model, code):
    client.force_login(makers.make_administrator())
    makers.make_commune()
    assert client.get(f"/admin/places/{model}/{code}/change/").status_code == 200
    assert client.post(f"/admin/places/{model}/{code}/change/", {"name": "X"}).status_code == 403
    assert client.get(f"/admin/places/{model}/add/").status_code == 403
    assert client.get(f"/admin/places/{model}/{code}/delete/").status_code == 403
