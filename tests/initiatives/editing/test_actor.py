import pytest
from django.http import QueryDict

from initiatives.editing import ActorEditForm
from tests import edits, makers

pytestmark = pytest.mark.django_db


def form_of(sheet, **changes):
    data = QueryDict(mutable=True)
    for name, value in edits.shown(sheet, **changes).items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return ActorEditForm(sheet.snapshot(), data)


def changed(sheet, **changes):
    form = form_of(sheet, **changes)
    assert form.is_valid(), form.error_lines()
    return {name: change["after"] for name, change in form.changes().items()}


@pytest.fixture
def actor():
    return makers.make_actor(
        commune=makers.make_commune(),
        links=[{"url": "https://exemple.fr/", "title": ""}],
        email="a@exemple.fr",
    )


def test_a_form_sent_as_it_was_shown_changes_nothing(actor):
    assert changed(actor) == {}


def test_what_may_change(actor):
    said = {"name": "Jardins", "kind": "collectif", "summary": "Un.", "description": "Deux.", "link_1": ""}
    assert changed(actor, **said) == {name: said[name] for name in said if name != "link_1"} | {"links": []}
    assert changed(actor, commune="", commune_code="") == {"commune": None}


def test_a_name_is_needed(actor):
    (line,) = form_of(actor, name=" ").error_lines()
    assert line["message"] == "Écrivez le nom de cet acteur."


def test_a_person_stays_one():
    person = makers.make_actor("Camille", kind="personne")
    assert changed(person, summary="Jardinière.") == {"summary": "Jardinière."}
    assert form_of(person, kind="association").error_lines()
