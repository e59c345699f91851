"""What somebody wants to be told of."""

import pytest

from newsletter.selection import Selection
from tests import makers

pytestmark = pytest.mark.django_db


def test_everything():
    everything = Selection()
    assert everything.groups == [] and everything.label == "dans toute la France" and everything.query == []
    assert everything.wants("initiatives") and everything.wants("ce qui viendra")


def test_some_places_and_themes():
    makers.make_commune()
    theme = makers.make_theme()
    chosen = Selection(("commune-29019", "region-53"), (theme.pk,), ("appels",))
    assert chosen.groups == [["commune-29019", "region-53"], [f"theme:{theme.pk}"]]
    assert chosen.label == "à Brest et en Bretagne, sur le thème «\u00a0Alimentation et agriculture\u00a0»"
    assert chosen.wants("appels") and not chosen.wants("initiatives")


def test_what_is_no_more_is_left_out_unless_nothing_is_left():
    makers.make_department()
    assert Selection(("departement-29", "departement-99")).groups == [["departement-29"]]
    assert Selection(("departement-99",)).groups is None
    assert Selection((), (10**9,)).groups is None
