import pytest
from django.urls import reverse

from initiatives.models import CellCount, Location, Pin
from tests import makers
from tests.admin_forms import filled

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def moderator(client):
    client.force_login(makers.make_moderator())


def save(client, sheet, **changes):
    """Change the first place."""
    url = reverse("admin:initiatives_initiative_change", args=[sheet.pk])
    return client.post(
        url, filled(client, url) | {f"locations-0-{name}": value for name, value in changes.items()}
    )


def faults(response):
    formset = response.context["inline_admin_formsets"][0].formset
    return [text for errors in formset.errors for texts in errors.values() for text in texts] + list(
        formset.non_form_errors()
    )


def test_a_point_may_be_typed_with_a_comma(client):
    sheet = makers.make_initiative()
    assert save(client, sheet, latitude="48,401", longitude="−4,5").status_code == 302
    place = Location.objects.get()
    assert (place.latitude, place.longitude) == (48.401, -4.5)
    assert Pin.objects.get().latitude_e6 == 48_401_000
    assert sum(CellCount.objects.filter(place="", theme=0, level=2).values_list("count", flat=True)) == 1


def test_a_place_may_become_another_kind(client):
    sheet = makers.make_initiative()
    save(client, sheet, kind="commune")
    place = Location.objects.get()
    assert (place.kind, place.latitude, place.commune_id) == ("commune", None, "29019")
    assert not Pin.objects.filter(drawn=True).exists()
    save(client, sheet, kind="territory", region="53")
    place = Location.objects.get()
    assert (place.commune, place.department, place.region_id) == (None, None, "53")
    save(client, sheet, kind="online")
    place = Location.objects.get()
    assert (place.kind, place.region) == ("online", None)


def test_a_wide_territory_is_shown_by_its_most_precise_name_and_may_be_widened(client):
    town = makers.make_intercommunality()
    sheet = makers.make_initiative(locations=[{"kind": "territory", "intercommunality": town}])
    url = reverse("admin:initiatives_initiative_change", args=[sheet.pk])
    shown = filled(client, url)
    names = ("intercommunality", "department", "region")
    assert [shown[f"locations-0-{name}"] for name in names] == [town.pk, "", ""]
    save(client, sheet, intercommunality="", department="29")
    place = Location.objects.get()
    assert (place.intercommunality, place.department_id, place.region_id) == (None, "29", "53")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"latitude": "", "longitude": ""}, "demande une commune, une latitude et une longitude"),
        ({"latitude": ""}, "Il manque la latitude"),
        ({"latitude": "nan"}, "n’est pas un nombre"),
        ({"latitude": "1e400"}, "n’est pas un nombre"),
        ({"latitude": "-4.4861", "longitude": "48.3904"}, "semblent inversées"),
        ({"latitude": "60", "longitude": "48"}, "hors de France"),
        ({"commune": ""}, "demande une commune"),
        ({"commune": "99999"}, "choix valide"),
        ({"kind": "commune", "commune": ""}, "Choisissez la commune"),
        ({"kind": "territory"}, "Choisissez l’intercommunalité, le département ou la région"),
        ({"kind": "territory", "department": "29", "region": "53"}, "un seul territoire"),
        ({"kind": "lune"}, "choix valide"),
        ({"DELETE": "on"}, "Ajoutez au moins un lieu"),
    ],
)
def test_what_is_missing_is_said_in_french(client, changes, words):
    sheet = makers.make_initiative()
    before = Location.objects.values().get()
    response = save(client, sheet, **changes)
    assert response.status_code == 200
    assert words in " ".join(faults(response))
    assert "Constraint" not in " ".join(faults(response))
    assert Location.objects.values().get() == before


def test_a_long_number_of_an_older_import_is_no_change(client):
    place = {
        "kind": "point",
        "commune": makers.make_commune(),
        "latitude": 48.390412345678,
        "longitude": -4.48612345678,
    }
    sheet = makers.make_initiative(locations=[place])
    save(client, sheet)
    assert Location.objects.get().latitude == 48.390412345678


def test_the_map_and_its_data_are_on_the_page(client):
    page = client.get(reverse("admin:initiatives_initiative_add")).content.decode()
    for piece in (
        "data-tc-point",
        "data-tc-picker-map",
        "leaflet/leaflet.js",
        "js/point_picker.js",
        'type="module"',
    ):
        assert piece in page
    assert 'name="locations-0-latitude"' in page


def test_a_commune_is_looked_up_with_where_it_is(client):
    makers.make_commune()
    where = {"app_label": "initiatives", "model_name": "location", "field_name": "commune", "term": "29200"}
    (found,) = client.get(reverse("admin:autocomplete"), where).json()["results"]
    assert found == {"id": "29019", "text": "Brest (29)", "latitude": 48.3904, "longitude": -4.4861}


def test_the_label_of_a_chosen_commune_tells_homonyms_apart(client):
    sheet = makers.make_initiative()
    page = client.get(reverse("admin:initiatives_initiative_change", args=[sheet.pk])).content.decode()
    assert '<option value="29019" selected>Brest (29)</option>' in page


@pytest.mark.parametrize(("latitude", "asked"), [("48.40", False), ("47.0", True)])
def test_a_point_far_from_its_commune_is_questioned_and_kept(client, latitude, asked):
    sheet = makers.make_initiative()
    url = reverse("admin:initiatives_initiative_change", args=[sheet.pk])
    response = client.post(url, filled(client, url) | {"locations-0-latitude": latitude}, follow=True)
    said = " ".join(str(message) for message in response.context["messages"])
    assert ("Ce point est à 155\u00a0km de Brest" in said) == asked
    assert Location.objects.get().latitude == float(latitude)
