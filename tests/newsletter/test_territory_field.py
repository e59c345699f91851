"""Territories as people type them."""

import pytest
from django.core.exceptions import ValidationError

from newsletter.territory_field import TerritoryField
from places.forms import Typed
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places():
    makers.make_commune()
    paris = makers.make_paris()
    makers.make_commune(
        "29232",
        "Quimper",
        (47.99, -4.1),
        population=63_000,
        postcodes=["29000"],
        department=makers.make_department(),
    )
    return paris


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("Finistère", "departement-29"),
        ("finistere", "departement-29"),
        ("29", "departement-29"),
        ("Bretagne", "region-53"),
        ("Brest Métropole", "intercommunalite-242900314"),
        ("Brest", "commune-29019"),
        ("29200", "commune-29019"),
        (" commune-29232 ", "commune-29232"),
        ("Brest (29)", "commune-29019"),
    ],
)
def test_what_people_type(text, token):
    assert TerritoryField().clean(Typed(text)).token == token


def test_nothing_is_the_whole_country():
    assert TerritoryField().clean(Typed("  ")) is None


def test_a_name_of_several_asks_which():
    with pytest.raises(ValidationError) as raised:
        TerritoryField().clean(Typed("Paris"))
    (error,) = raised.value.error_list
    assert {place.token for place in error.params["candidates"]} == {"commune-75056", "departement-75"}
    assert TerritoryField().clean(Typed("Paris", "departement-75")).token == "departement-75"


def test_a_code_that_does_not_answer_to_the_words_is_ignored():
    assert TerritoryField().clean(Typed("Brest", "departement-75")).token == "commune-29019"


@pytest.mark.parametrize("text", ["Xyzzy", "\0", "\ud800", "x" * 10_000, "<script>", "departement-99"])
def test_what_is_no_place_says_so(text):
    try:
        found = TerritoryField().clean(Typed(text))
    except ValidationError as error:
        assert error.error_list[0].code == "unknown"
    else:
        assert found is None


def test_what_resembles_is_offered():
    with pytest.raises(ValidationError) as raised:
        TerritoryField().clean(Typed("Quinper"))
    (error,) = raised.value.error_list
    assert error.code == "unknown"
    assert [place.token for place in error.params["candidates"]] == ["commune-29232"]
