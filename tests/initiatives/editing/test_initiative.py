import pytest
from django.http import QueryDict

from initiatives.editing import InitiativeEditForm
from initiatives.models import Location, Tag
from tests import edits, makers

pytestmark = pytest.mark.django_db


def form_of(sheet, **changes):
    data = QueryDict(mutable=True)
    for name, value in edits.shown(sheet, **changes).items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return InitiativeEditForm(sheet.snapshot(), data)


def changed(sheet, **changes):
    form = form_of(sheet, **changes)
    assert form.is_valid(), form.error_lines()
    return {name: change["after"] for name, change in form.changes().items()}


@pytest.fixture
def sheet():
    return makers.make_initiative(
        themes=[makers.make_theme("numerique", "Numérique")],
        tags=["jardin", "Compost"],
        photos=[makers.make_photo()],
        links=[{"url": f"https://exemple.fr/{number}", "title": f"Lien {number}"} for number in range(5)],
        phone="02 98 00 00 00",
        opening_hours="Le samedi",
        carried_by="Camille",
    )


def test_a_form_sent_as_it_was_shown_changes_nothing(sheet):
    assert changed(sheet) == {}


@pytest.mark.parametrize(
    "location",
    [
        {"kind": "online"},
        {"kind": "national"},
        {"kind": "itinerant"},
        {"kind": "commune", "commune_id": "29019", "address": "Place Guérin"},
        {"kind": "territory", "department_id": "29"},
        {"kind": "territory", "intercommunality_id": "242900314"},
        {"kind": "itinerant", "region_id": "53"},
        {"kind": "point", "commune_id": "29019", "latitude": 43.3, "longitude": 5.4},
    ],
    ids=lambda location: f"{location['kind']} {len(location)}",
)
def test_every_sort_of_place_comes_back_as_it_was(location):
    makers.make_commune()
    sheet = makers.make_initiative(locations=[location])
    assert changed(sheet, title="x") == {"title": "x"}


def test_places_out_of_sight_stay(sheet):
    makers.make_paris()
    for _ in range(4):
        Location.objects.create(initiative=sheet, kind="commune", commune_id="75056")
    places = sheet.snapshot()["locations"]
    after = changed(sheet, **{"lieu-0-address": "12 rue des Jardins"})["locations"]
    assert after[0]["address"] == "12 rue des Jardins" and after[1:] == places[1:] and len(after) == 5


def test_a_place_that_was_removed_is_the_only_one_to_go(sheet):
    makers.make_paris()
    Location.objects.create(initiative=sheet, kind="commune", commune_id="75056")
    places = sheet.snapshot()["locations"]
    shown = QueryDict(mutable=True)
    for name, value in edits.shown(sheet).items():
        shown.setlist(name, value if isinstance(value, list) else [value])
    form = InitiativeEditForm(sheet.snapshot(), InitiativeEditForm.reshaped(shown, "remove_location-0"))
    assert form.is_valid() and form.changes()["locations"]["after"] == places[1:]


def test_links_keep_their_titles_and_those_out_of_sight(sheet):
    links = changed(sheet, link_2="https://exemple.fr/neuf")["links"]
    assert [link["title"] for link in links] == ["Lien 0", "", "Lien 2", "Lien 3", "Lien 4"]


def test_tags_are_words(sheet):
    assert changed(sheet, tags="jardin ; verger")["tags"] == ["jardin", "verger"]
    assert not Tag.objects.filter(name="verger").exists()
    InitiativeEditForm.bring({"tags": ["verger"]})
    assert Tag.objects.filter(name="verger").exists()


def test_themes(sheet):
    other = makers.make_theme("culture", "Culture")
    assert changed(sheet, main_theme=str(other.pk), themes=[]) == {"main_theme": "culture", "themes": []}


def test_photos_may_go(sheet):
    assert changed(sheet, removed_photos=[str(sheet.photos.get().pk)]) == {"photos": []}
    assert form_of(sheet, removed_photos=["999999"]).error_lines()


def test_a_contact_that_is_new_needs_a_consent(sheet):
    assert form_of(sheet, phone="02 98 11 11 11").error_lines()
    assert changed(sheet, phone="02 98 11 11 11", contact_consent="on") == {"phone": "02 98 11 11 11"}
    assert changed(sheet, phone="") == {"phone": ""}


@pytest.mark.parametrize("year", ["abc", "1500", "9999"])
def test_a_year_that_is_none(sheet, year):
    (line,) = form_of(sheet, since=year).error_lines()
    assert line["target"] == "id_since"


def test_one_place_of_several_is_named_with_its_faults(sheet):
    more = {"location_count": "2", "lieu-1-kind": "commune", "lieu-1-commune": "Nulle-Part"}
    (line,) = form_of(sheet, **more).error_lines()
    assert line["label"] == "Lieu 2, commune"


def test_a_theme_that_is_gone_is_asked_for_only_when_something_else_is_chosen(sheet):
    base = sheet.snapshot() | {"main_theme": "disparu"}
    assert InitiativeEditForm(base).as_typed(base)["main_theme"] == []


@pytest.mark.parametrize(
    ("said", "target"),
    [
        ({"location_count": "2"}, "id_lieu-1-kind_0"),
        ({"lieu-0-kind": "territory"}, "id_lieu-0-territory"),
        ({"lieu-0-latitude": "", "lieu-0-longitude": ""}, "id_lieu-0-latitude"),
        ({"lieu-0-latitude": "43,3", "lieu-0-longitude": "5,4"}, "id_lieu-0-far_confirmed"),
        ({"lieu-0-longitude": "-60"}, "id_lieu-0-longitude"),
    ],
    ids=str,
)
def test_a_place_that_is_touched_is_checked_as_a_whole(sheet, said, target):
    lines = form_of(sheet, **said, **{"lieu-0-far_confirmed": None}).error_lines()
    assert [line["target"] for line in lines] == [target]


def test_a_commune_that_becomes_a_point_needs_its_position():
    sheet = makers.make_initiative(position=None)
    (line,) = form_of(sheet, **{"lieu-0-kind": "point"}).error_lines()
    assert line["target"] == "id_lieu-0-latitude"
