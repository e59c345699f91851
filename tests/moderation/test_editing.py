import pytest
from django.http import QueryDict

from moderation.editing import EditForm, told
from tests import edits, makers

pytestmark = pytest.mark.django_db


def form_of(sheet, **changes):
    data = QueryDict(mutable=True)
    for name, value in edits.shown(sheet, **changes).items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return sheet.edit_form()(sheet.snapshot(), data)


def test_a_form_that_is_only_shown_says_nothing():
    form = makers.make_initiative().edit_form()(makers.make_initiative("Autre").snapshot())
    assert not form.is_valid() and form.error_lines() == []


def test_what_was_typed_comes_back():
    form = form_of(makers.make_initiative(), title="Le jardin", remark="Bonjour")
    assert form.is_valid()
    again = type(form).again(form.kept(), photo=None, checked=True, is_known=False)
    assert again.is_valid()
    assert (
        again.changes()
        == form.changes()
        == {"title": {"before": "Jardin partagé du Bouguen", "after": "Le jardin"}}
    )
    assert again.remark.cleaned_data["remark"] == "Bonjour"


def test_what_it_was_opened_on_goes_with_it():
    form = form_of(makers.make_initiative())
    assert form.known_base["title"] == "Jardin partagé du Bouguen"
    assert set(form.known_base) == set(form.fields)


def test_contacts_of_others_are_not_signed_away():
    sheet = makers.make_initiative(actors=[makers.make_actor("Camille", status="pending")])
    assert "Camille" not in str(form_of(sheet).known_base)


def test_who_we_know_is_not_asked_who_they_are():
    sheet = makers.make_initiative()
    form = sheet.edit_form()(sheet.snapshot(), QueryDict("title="), is_known=True)
    assert form.proposer is None and not form.is_valid()


@pytest.mark.parametrize("email", ["a@b.fr,c@d.fr", '"><script>"@b.fr', "a@b.fr\nBcc: c@d.fr", ""])
def test_addresses_that_are_none(email):
    assert not form_of(makers.make_initiative(), title="x", contributor_email=email).is_valid()


def test_changes_are_told_in_the_order_of_the_sheet():
    sheet = makers.make_initiative()
    found = told(sheet, {"phone": "", "title": "a", "since": 2}, {"phone": "1", "title": "b", "since": 2})
    assert list(found) == ["title", "phone"]


@pytest.mark.parametrize("name", ["make_parts", "as_typed", "value"])
def test_a_kind_must_say_its_own(name):
    with pytest.raises(TypeError):
        getattr(EditForm, name)(None, *([None] * (2 if name == "make_parts" else 1)))
