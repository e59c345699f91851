import pytest

from initiatives.admin.agreements import agreements_line
from initiatives.models import Agreement, Kinship
from initiatives.relating.bonds import OBJECT
from moderation.desk import lines_of
from tests import makers, relations
from tests.admin_forms import filled

pytestmark = pytest.mark.django_db
LIST = "/admin/initiatives/agreement/"


def unanswered(title="Jardin", **place):
    """Return a relation that an actor declares with an initiative for which nobody answers."""
    bond = relations.leads(
        relations.actor(f"Acteur {title}", f"{len(title)}@exemple.fr"),
        relations.initiative(title, "", **place),
    )
    relations.propose(bond)
    return bond, Agreement.objects.latest("pk")


@pytest.mark.parametrize(("decision", "said"), [("oui", "both"), ("non", None)])
def test_a_moderator_answers_where_nobody_does(client, decision, said):
    client.force_login(makers.make_moderator())
    bond, case = unanswered()
    assert "Acteur Jardin" in client.get(LIST).content.decode()
    page = f"{LIST}{case.pk}/change/"
    assert "Est-ce vrai" in client.get(page).content.decode()
    assert client.post(page, {}).status_code == 200, "neither yes nor no"
    assert relations.said(bond) == "subject"
    assert client.post(page, {"decision": decision}).status_code == 302
    assert relations.said(bond) == said
    assert client.get(page).status_code == 404
    assert client.post(page, {"decision": "non"}).status_code == 404


def test_only_in_the_territories_of_the_silent_side(client):
    here, case = unanswered()
    there, other = unanswered("Potager", commune=makers.make_paris(), position=None)
    user = makers.make_moderator("finistere", ["departement-29"])
    client.force_login(user)
    page = client.get(LIST).content.decode()
    assert here.sentence.split("»")[0][2:] in page and there.object.title not in page
    assert client.get(f"{LIST}{other.pk}/change/").status_code == 404
    assert client.post(f"{LIST}{other.pk}/change/", {"decision": "oui"}).status_code == 404
    assert (agreements_line(user).count, agreements_line(makers.make_moderator()).count) == (1, 2)
    assert [line.name for line in lines_of(user, [])] == ["relations à confirmer"]
    assert case.handed_at is not None


def test_those_that_somebody_was_asked_about_are_not_for_moderators(client):
    relations.propose(relations.leads(relations.actor(), relations.initiative()))
    client.force_login(makers.make_moderator())
    assert agreements_line(makers.make_moderator("autre")).count == 0
    assert client.get(f"{LIST}{Agreement.objects.get().pk}/change/").status_code == 404
    assert client.get(f"{LIST}add/").status_code == 403


def test_a_moderator_sets_who_declares_what(client):
    client.force_login(makers.make_moderator())
    one, two = relations.initiative("Un", "un@exemple.fr"), relations.initiative("Deux", "deux@exemple.fr")
    page = f"/admin/initiatives/initiative/{one.pk}/change/"
    row = {
        "kinships-TOTAL_FORMS": "1",
        "kinships-0-initiative": one.pk,
        "kinships-0-other": two.pk,
        "kinships-0-kind": "suite",
        "kinships-0-declared_by": "subject",
    }
    response = client.post(page, filled(client, page) | row)
    assert response.status_code == 302
    assert Kinship.objects.get().declared_by == "subject"
    assert len(relations.mails("deux@exemple.fr")) == 1, "the other side is asked"
    page = f"/admin/initiatives/initiative/{two.pk}/change/"
    back = row | {"kinships-0-initiative": two.pk, "kinships-0-other": one.pk}
    assert "tournerait en rond" in client.post(page, filled(client, page) | back).content.decode()
    itself = back | {"kinships-0-other": two.pk}
    assert "à elle-même" in client.post(page, filled(client, page) | itself).content.decode()
    assert Kinship.objects.count() == 1


def test_a_moderator_settles_what_waits(client):
    client.force_login(makers.make_moderator())
    bond = relations.leads(relations.actor(), relations.initiative())
    relations.propose(bond, OBJECT)
    page = f"/admin/initiatives/initiative/{bond.object.pk}/change/"
    values = filled(client, page)
    assert values["participations-0-declared_by"] == "object"
    client.post(page, values | {"participations-0-declared_by": "both"})
    assert (relations.said(bond), Agreement.objects.get().state) == ("both", "agreed")
