"""What somebody types to get the letter."""

import pytest

from newsletter.forms import ChoiceForm, SubscribeForm, initial_place
from newsletter.models import Subscription
from newsletter.selection import Selection
from tests import makers
from tests.letters import typed

pytestmark = pytest.mark.django_db


def form_of(**changes):
    return SubscribeForm(typed(**changes))


def test_everything_is_none_in_particular():
    form = form_of()
    assert form.is_valid()
    assert form.selection == Selection()


def test_choices_are_kept_in_one_order():
    makers.make_commune()
    garden, digital = makers.make_theme(), makers.make_theme("numerique", "Numérique")
    form = form_of(
        place_1="Finistère", place_2="Brest", place_3="Finistère", themes=["numerique", "alimentation"]
    )
    assert form.is_valid(), form.errors
    assert form.selection == Selection(
        ("commune-29019", "departement-29"), tuple(sorted((garden.pk, digital.pk))), ()
    )
    assert form_of(kinds=["appels"]).is_valid()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"email": "a" * 320 + "@exemple.fr"}, "email"),
        ({"email": "camille@exämple.fr"}, "email"),
        ({"email": "a@b.fr,c@d.fr"}, "email"),
        ({"email": "a@b.fr\r\nBcc: c@d.fr"}, "email"),
        ({"email": ""}, "email"),
        ({"kinds": None}, "kinds"),
        ({"kinds": ["mouchards"]}, "kinds"),
        ({"rhythm": "daily"}, "rhythm"),
        ({"themes": ["inconnu"]}, "themes"),
        ({"place_1": "Xyzzy"}, "place_1"),
    ],
)
def test_what_makes_no_sense_is_said(changes, field):
    form = form_of(**changes)
    assert not form.is_valid()
    assert list(form.errors) == [field]


def test_an_international_domain_is_taken_in_its_ascii_form():
    assert form_of(email="camille@xn--exmple-cua.fr").is_valid()


def test_the_form_shows_what_was_chosen():
    makers.make_commune()
    theme = makers.make_theme()
    choice = Subscription()
    choice.choose(Selection(("commune-29019", "departement-99"), (theme.pk, 10**9), ("appels",)), "monthly")
    form = ChoiceForm(initial=ChoiceForm.initial_of(choice))
    assert form["place_1"].value().name == "Brest" and form["place_2"].value() is None
    assert form["themes"].value() == ["alimentation"]
    assert (form["kinds"].value(), form["rhythm"].value()) == (["appels"], "monthly")


def test_an_address_gives_a_territory():
    makers.make_commune()
    assert initial_place("commune-29019")["place_1"].name == "Brest"
    assert initial_place("rien") == initial_place("\0") == {}
