import pytest
from django.http import QueryDict

from initiatives.editing import ActorEditForm
from initiatives.models import Tag
from moderation import proposals
from moderation.authors import Author
from moderation.wishes import newest_version
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


def test_what_it_knows_and_where_it_acts_may_change(actor):
    theme = makers.make_theme()
    said = {"skills": "compost, Animation", "territory": "Finistère", "themes": [str(theme.pk)]}
    assert changed(actor, **said) == {
        "skills": ["Animation", "compost"],
        "territory": "departement-29",
        "themes": [theme.slug],
    }
    actor.themes.set([theme])
    actor.skills.set([makers.make_tag("compost")])
    actor.territory = "departement-29"
    actor.save()
    assert changed(actor) == {}
    assert changed(actor, territory="", skills="", themes=None) == {
        "territory": "",
        "skills": [],
        "themes": [],
    }


def test_a_place_that_cannot_be_typed_stays(actor):
    actor.territory = "commune-29019"
    actor.save()
    assert changed(actor, summary="Autre.") == {"summary": "Autre."}


def test_no_address_hides_in_a_name_or_a_summary(actor):
    form = form_of(actor, name="Camille chez (at) exemple.fr", summary="a@b.fr")
    assert ["adresse électronique" in line["message"] for line in form.error_lines()] == [True, True]


def test_an_accepted_change_brings_new_skills(client):
    actor = makers.make_actor()
    proposal = edits.waiting(client, actor, skills="compost", summary="Nous compostons.")
    assert not Tag.objects.exists()
    proposals.accept(
        proposal=proposal, by=Author.system(), names=list(proposal.changes), seen=newest_version(actor)
    )
    actor.refresh_from_db()
    assert [tag.name for tag in actor.skills.all()] == ["compost"]
    assert "compost" in client.get("/acteurs/?q=compost").content.decode()
