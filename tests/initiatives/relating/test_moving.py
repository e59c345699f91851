import pytest

from initiatives.models import Kinship, Membership, Participation
from initiatives.relating.moving import move_kinships
from moderation import actions, merging
from moderation.authors import Author
from moderation.models import Revision
from tests import makers, relations

pytestmark = pytest.mark.django_db
SYSTEM = Author.system()


def links():
    rows = Kinship.objects.order_by("pk").select_related("initiative", "other")
    return [(row.initiative.title, row.kind, row.other.title, row.declared_by) for row in rows]


def test_links_go_to_the_sheet_that_stays_and_come_back():
    winner, loser, other, third = (makers.make_initiative(name) for name in ("A", "B", "C", "D"))
    Kinship.objects.create(initiative=loser, other=other, kind="inspiree", declared_by="subject")
    Kinship.objects.create(initiative=third, other=loser, kind="suite")
    Kinship.objects.create(initiative=loser, other=winner, kind="partie")
    Kinship.objects.create(initiative=winner, other=third, kind="inspiree")
    Kinship.objects.create(initiative=loser, other=third, kind="inspiree")  # A has it already
    before = links()
    merged, _ = merging.merge(winner=winner, loser=loser, choices={}, by=SYSTEM)
    assert links() == [
        ("A", "inspiree", "C", "subject"),
        ("D", "suite", "A", "both"),
        ("B", "partie", "A", "both"),
        ("A", "inspiree", "D", "both"),
        ("B", "inspiree", "D", "both"),
    ]
    merging.undo(merged=merged, by=SYSTEM)
    assert links() == before


def test_merging_makes_no_ring():
    winner, loser, middle = (makers.make_initiative(name) for name in ("A", "B", "C"))
    Kinship.objects.create(initiative=winner, other=middle, kind="partie")
    Kinship.objects.create(initiative=middle, other=loser, kind="partie")
    assert move_kinships(loser, winner) == {"kinships": [], "kinships_from": []}
    assert len(links()) == 2


def test_who_declares_a_role_goes_along():
    actor = makers.make_actor()
    winner, loser = makers.make_initiative("A"), makers.make_initiative("B", actors=[actor])
    Participation.objects.update(declared_by="object")
    merged, _ = merging.merge(winner=winner, loser=loser, choices={"actors": "both"}, by=SYSTEM)
    assert relations.said(relations.leads(actor, winner)) == "object"
    # Confirmed since: it still goes back when they part.
    Participation.objects.filter(initiative=winner).update(declared_by="both")
    merging.undo(merged=merged, by=SYSTEM)
    assert relations.said(relations.leads(actor, winner)) is None
    assert relations.said(relations.leads(actor, loser)) == "object"


def test_who_declares_a_membership_goes_along():
    networks = [makers.make_actor(name, kind="reseau") for name in ("Un", "Deux")]
    winner, loser = makers.make_actor("A"), makers.make_actor("B")
    Membership.objects.create(actor=winner, network=networks[0], declared_by="object")
    Membership.objects.create(actor=loser, network=networks[1], declared_by="subject")
    merged, _ = merging.merge(winner=winner, loser=loser, choices={"networks": "loser"}, by=SYSTEM)
    assert relations.said(relations.member(winner, networks[1])) == "subject"
    merging.undo(merged=merged, by=SYSTEM)
    assert relations.said(relations.member(winner, networks[0])) == "object"
    assert relations.said(relations.member(winner, networks[1])) is None


def test_going_back_confirms_nothing():
    actor, sheet = relations.actor(), relations.initiative()
    bond = relations.leads(actor, sheet)
    relations.propose(bond, "object")
    relations.answer(bond, "subject")
    agreed = Revision.objects.about(sheet).first()
    declared = Revision.objects.about(sheet)[1]
    assert (
        "declared_by" not in agreed.data["actors"][0]
        and declared.data["actors"][0]["declared_by"] == "object"
    )
    # An older version does not undo what was agreed since.
    assert actions.revert(sheet=sheet, revision=declared, by=SYSTEM) == []
    assert relations.said(bond) == "both"
    # Nor does a newer one bring back what was refused.
    relations.withdraw(bond, "subject")
    left = actions.revert(sheet=sheet, revision=agreed, by=SYSTEM)
    assert left == ["l’acteur «\u00a0Les Jardins\u00a0», qui a dit non"]
    assert relations.said(bond) is None


def test_going_back_asks_again_for_what_was_only_taken_away():
    actor, sheet = relations.actor(), relations.initiative()
    bond = relations.leads(actor, sheet)
    relations.propose(bond, "object")
    relations.answer(bond, "subject")
    agreed = Revision.objects.about(sheet).first()
    relations.withdraw(bond, "object")
    assert actions.revert(sheet=sheet, revision=agreed, by=SYSTEM) == []
    assert relations.said(bond) == "object"
    assert relations.mails("actrice@exemple.fr")[-1].subject.startswith("Est-ce vrai")


def test_a_network_that_said_no_does_not_come_back():
    actor, network = relations.actor(), relations.actor("Réseau", "reseau@exemple.fr", kind="reseau")
    bond = relations.member(actor, network)
    relations.propose(bond)
    declared = Revision.objects.about(actor).first()
    relations.answer(bond, yes=False)
    left = actions.revert(sheet=actor, revision=declared, by=SYSTEM)
    assert left == ["le réseau «\u00a0Réseau\u00a0», qui a dit non"]
    assert relations.said(bond) is None
