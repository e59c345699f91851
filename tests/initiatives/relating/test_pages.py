import pytest

from contributors.models import Contributor
from initiatives.relating import pages
from initiatives.relating.bonds import OBJECT
from moderation.exporting import export_of
from outbox.models import Message
from tests import makers, relations

pytestmark = pytest.mark.django_db


def test_relations_by_where_they_stand():
    actor = relations.actor()
    one, two, three = (relations.initiative(name, f"{name}@exemple.fr") for name in ("un", "deux", "trois"))
    relations.propose(relations.leads(actor, one))
    relations.propose(relations.leads(actor, two), OBJECT)
    relations.propose(relations.leads(actor, three))
    relations.answer(relations.leads(actor, three))
    found = pages.relations_of(actor)
    assert [shown.other for shown in found.unanswered] == [one]
    assert [shown.other for shown in found.to_answer] == [two]
    assert [shown.other for shown in found.agreed] == [three]
    assert [shown.other for shown in pages.relations_of(two).unanswered] == [actor]


def test_who_answers_for_sheets_gets_their_pages_and_a_stranger_nothing():
    garden = relations.initiative("Jardin", "camille@exemple.fr")
    makers.make_actor("Importée", email="Camille@exemple.fr")
    makers.make_initiative("En attente", status="pending", contributor=garden.submitted_by)
    other = relations.actor("Autre")
    assert not pages.send(email="inconnue@exemple.fr", other=other)
    assert not Contributor.objects.filter(email="inconnue@exemple.fr").exists()
    assert pages.send(email="CAMILLE@exemple.fr", other=other)
    body = Message.objects.get().body
    assert "Jardin" in body and "Importée" in body and "En attente" not in body
    assert f"?avec=actor-{other.pk}" in body


def test_somebody_who_types_my_address_closes_no_page_of_mine(client):
    relations.actor("Les Jardins", "camille@exemple.fr")
    pages.send(email="camille@exemple.fr")
    first = relations.link_in_last_mail("camille@exemple.fr")
    pages.send(email="camille@exemple.fr")
    assert first != relations.link_in_last_mail("camille@exemple.fr")
    assert client.get(first).status_code == 200


def test_who_never_confirmed_their_address_answers_for_nothing():
    sheet = makers.make_initiative(contributor=makers.make_contributor("x@exemple.fr"))
    Contributor.objects.update(confirmed_at=None)
    assert not pages.send(email="x@exemple.fr")
    assert sheet.is_published


def test_somebody_is_given_what_they_proposed_and_were_asked():
    bond = relations.leads(relations.actor(), relations.initiative())
    relations.propose(bond)
    mine = export_of(bond.subject.submitted_by)["relations"]
    theirs = export_of(bond.object.submitted_by)["relations"]
    assert [row["votre part"] for row in (*mine, *theirs)] == [
        "vous l’avez proposée",
        "la question vous a été posée",
    ]
    assert mine[0]["relation"] == bond.sentence
    assert export_of(makers.make_contributor())["relations"] == []
