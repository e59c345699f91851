"""The fields that only analyses have."""

import pytest
from django.core.exceptions import ValidationError

from articles.forms.about import TerritoryField, suggested_territories
from articles.forms.text import check_text
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "token"),
    [
        ("", ""),
        ("Finistère", "departement-29"),
        ("29", "departement-29"),
        ("finistere (département)", "departement-29"),
        ("Brest (29)", "commune-29019"),
        ("region-53", "region-53"),
    ],
)
def test_a_territory_by_its_name(typed, token):
    makers.make_commune()
    assert TerritoryField(required=False).clean(typed) == token


def test_a_token_is_shown_as_a_name():
    makers.make_department()
    assert TerritoryField().prepare_value("departement-29") == "Finistère (département)"
    assert "Finistère (département)" in [one.label for one in suggested_territories()]


def test_links_alone_are_no_text():
    with pytest.raises(ValidationError):
        check_text("12345 " * 1000)
