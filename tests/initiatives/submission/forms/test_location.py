import pytest
from django.http import QueryDict

from initiatives.models import Location
from initiatives.submission.forms.location import FIELDS, LocationForm
from tests import makers

pytestmark = pytest.mark.django_db
Kind = Location.Kind


@pytest.fixture(autouse=True)
def brest():
    return makers.make_commune()


def form(**data):
    typed = QueryDict(mutable=True)
    typed.update(data)
    made = LocationForm(typed)
    made.full_clean()
    return made


def point(**changes):
    return form(**{"kind": "point", "commune": "Brest", "latitude": "48,39", "longitude": "−4,48"} | changes)


def test_every_kind_has_its_fields():
    assert set(FIELDS) == set(Kind)


def test_a_point_has_its_commune_and_its_position(brest):
    made = point(address="12 rue des Jardins")
    assert not made.errors
    location = made.location()
    assert (location.kind, location.commune, location.address) == ("point", brest, "12 rue des Jardins")
    assert (location.latitude, location.longitude) == (48.39, -4.48)


def test_a_commune_needs_no_position():
    made = form(kind="commune", commune="29200")
    assert not made.errors
    assert made.location().label == "Brest (29)"


@pytest.mark.parametrize("kind", ["online", "national"])
def test_what_is_everywhere_needs_nothing(kind):
    made = form(kind=kind)
    assert not made.errors
    location = made.location()
    assert (location.kind, location.place) == (kind, None)


@pytest.mark.parametrize(
    ("typed", "column"),
    [("Finistère", "department"), ("Bretagne", "region"), ("Brest Métropole", "intercommunality")],
)
def test_a_territory_is_found_by_name(typed, column):
    made = form(kind="territory", territory=typed)
    assert not made.errors
    location = made.location()
    assert getattr(location, column).name == typed
    assert location.label == typed


def test_an_itinerant_initiative_may_have_a_territory():
    assert not form(kind="itinerant").errors
    assert form(kind="itinerant", territory="Finistère").errors == {}
    assert list(form(kind="territory").errors) == ["territory"]


@pytest.mark.parametrize("kind", ["online", "commune"])
def test_what_was_typed_for_another_kind_is_put_aside(kind):
    made = form(kind=kind, commune="Brest", territory="Nulle part", latitude="x", longitude="")
    assert not made.errors
    location = made.location()
    assert (location.latitude, location.region, location.department) == (None, None, None)


def test_without_a_kind_only_the_kind_is_asked():
    assert list(form(commune="Xyzzy", latitude="x").errors) == ["kind"]


def test_a_point_without_position_says_what_else_can_be_done():
    made = point(latitude="", longitude="")
    assert list(made.errors) == ["latitude"]
    assert "Toute une commune" in made.errors["latitude"][0]


def test_a_point_far_from_its_commune_is_questioned():
    made = point(latitude="48,05")
    assert list(made.errors) == ["far_confirmed"]
    assert made.distance == 38
    assert not point(latitude="48,05", far_confirmed="on").errors
    near = point(latitude="48,2")
    assert not near.errors and near.distance is None


def test_a_commune_without_position_questions_nothing():
    makers.make_commune("29155", "Ouessant", latitude=None, longitude=None, position_exact=False)
    assert not point(commune="Ouessant", latitude="43,3", longitude="5,4").errors


def test_a_territory_that_is_not_known_is_asked_with_what_resembles():
    made = form(kind="territory", territory="Finisterre")
    assert list(made.errors) == ["territory_choice"]
    assert "departement-29" in [place.token for place in made.suggestions]
    assert 'value="departement-29"' in str(made["territory_choice"])


def test_the_choice_among_what_resembles_is_taken():
    made = form(kind="territory", territory="Finisterre", territory_choice="departement-29")
    assert not made.errors
    assert made.location().department.name == "Finistère"


@pytest.mark.parametrize("choice", ["departement-75", "x", "region-999", "commune-29019"])
def test_a_forged_choice_is_asked_again(choice):
    made = form(kind="territory", territory="Finisterre", territory_choice=choice)
    assert list(made.errors) == ["territory_choice"]


def test_nothing_like_it_says_what_to_write():
    made = form(kind="territory", territory="zzzzzzzz")
    assert list(made.errors) == ["territory"]


def test_homonyms_are_told_apart():
    for code in ("200000001", "200000002"):
        makers.make_intercommunality(code, "CC du Pays Vert", kind="CC")
    made = form(kind="territory", territory="CC du Pays Vert")
    assert "Plusieurs" in made.errors["territory_choice"][0]
    chosen = form(
        kind="territory", territory="CC du Pays Vert", territory_choice="intercommunalite-200000002"
    )
    assert chosen.errors == {}
    assert chosen.location().intercommunality.pk == "200000002"
