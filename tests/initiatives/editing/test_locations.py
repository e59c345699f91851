import pytest
from django.http import QueryDict

from initiatives.editing.locations import location_item, locations_as_typed, says
from initiatives.submission.forms.location import LocationForm
from tests import makers

pytestmark = pytest.mark.django_db


def part(**typed):
    return LocationForm(
        QueryDict("&".join(f"lieu-0-{name}={value}" for name, value in typed.items())), prefix="lieu-0"
    )


def test_a_sheet_without_a_place_shows_one_to_fill_in():
    assert locations_as_typed([]) == {"location_count": ["1"]}


def test_a_place_that_is_gone_from_the_map_is_left_empty():
    typed = locations_as_typed([{"kind": "commune", "commune": "99999", "address": ""}])
    assert "lieu-0-commune" not in typed and typed["lieu-0-kind"] == ["commune"]


@pytest.mark.parametrize("level", ["intercommunality", "department"])
def test_what_holds_a_territory_is_said_as_the_database_will(level):
    place = makers.make_intercommunality() if level == "intercommunality" else makers.make_department()
    sheet = makers.make_initiative(locations=[{"kind": "territory", level: place}])
    form = part(kind="territory", territory=place.name)
    assert form.is_valid()
    assert location_item(form) == sheet.snapshot()["locations"][0]


def test_a_commune_too():
    sheet = makers.make_initiative(position=None)
    form = part(kind="commune", commune="Brest")
    assert form.is_valid() and location_item(form) == sheet.snapshot()["locations"][0]


def test_a_form_still_says_what_it_was_shown_with():
    sheet = makers.make_initiative()
    (item,) = sheet.snapshot()["locations"]
    shown = {name[7:]: values[0] for name, values in locations_as_typed([item]).items() if name[:4] == "lieu"}
    assert says(part(**shown), item)
    assert not says(part(**shown | {"latitude": "48,4"}), item)
