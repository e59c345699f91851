"""What both sides said, and are asked, when a sheet joins another."""

import pytest

from initiatives.models import Agreement, Kinship, Membership, Participation
from initiatives.relating import cases
from moderation import merging
from moderation.authors import Author
from tests import makers, relations

pytestmark = pytest.mark.django_db
SYSTEM = Author.system()


def merge(winner, loser, **choices):
    merged, _ = merging.merge(winner=winner, loser=loser, choices=choices, by=SYSTEM)
    return merged


def words(model):
    return list(model.objects.order_by("pk").values_list("declared_by", flat=True))


@pytest.mark.parametrize(
    ("of_loser", "of_winner", "kept"),
    [
        ("both", "object", "both"),
        ("subject", "object", "both"),
        ("object", "object", "object"),
        ("object", "both", "both"),
    ],
)
def test_the_stronger_word_about_a_role_wins_until_they_part(of_loser, of_winner, kept):
    loser, winner, sheet = makers.make_actor("L"), makers.make_actor("W"), makers.make_initiative()
    for actor, said in ((loser, of_loser), (winner, of_winner)):
        Participation.objects.create(actor=actor, initiative=sheet, role="porte", declared_by=said)
    merged = merge(winner, loser)
    assert winner.participations.get().declared_by == kept
    merging.undo(merged=merged, by=SYSTEM)
    assert words(Participation) == [of_loser, of_winner]


@pytest.mark.parametrize("choice", ["winner", "both"])
def test_of_an_initiative_too(choice):
    actor = makers.make_actor()
    loser, winner = makers.make_initiative("L", actors=[actor]), makers.make_initiative("W", actors=[actor])
    winner.participations.update(declared_by="object")
    merged = merge(winner, loser, actors=choice)
    assert winner.participations.get().declared_by == "both"
    merging.undo(merged=merged, by=SYSTEM)
    assert winner.participations.get().declared_by == "object"
    assert loser.participations.get().declared_by == "both"


def test_the_stronger_word_about_members_and_networks_wins():
    loser, winner = makers.make_actor("L", kind="reseau"), makers.make_actor("W", kind="reseau")
    member, network = makers.make_actor("Membre"), makers.make_actor("Large", kind="reseau")
    for actor, other, said in (
        (member, loser, "both"),
        (member, winner, "subject"),
        (loser, network, "both"),
        (winner, network, "object"),
    ):
        Membership.objects.create(actor=actor, network=other, declared_by=said)
    before = words(Membership)
    merged = merge(winner, loser)
    assert relations.said(relations.member(member, winner)) == "both"
    assert relations.said(relations.member(winner, network)) == "both"
    merging.undo(merged=merged, by=SYSTEM)
    assert words(Membership) == before


def test_the_stronger_word_about_kinships_wins():
    loser, winner, other = (makers.make_initiative(name) for name in ("L", "W", "O"))
    for one, two, said in (
        (loser, other, "both"),
        (winner, other, "subject"),
        (other, loser, "object"),
        (other, winner, "subject"),
    ):
        Kinship.objects.create(initiative=one, other=two, kind="inspiree", declared_by=said)
    before = words(Kinship)
    merged = merge(winner, loser)
    assert winner.kinships.get().declared_by == winner.kinships_from.get().declared_by == "both"
    merging.undo(merged=merged, by=SYSTEM)
    assert words(Kinship) == before


def test_a_word_that_was_taken_back_meanwhile_does_not_come_back():
    loser, winner, sheet = makers.make_actor("L"), makers.make_actor("W"), makers.make_initiative()
    for actor, said in ((loser, "both"), (winner, "object")):
        Participation.objects.create(actor=actor, initiative=sheet, role="porte", declared_by=said)
    merged = merge(winner, loser)
    winner.participations.update(declared_by="subject")
    merging.undo(merged=merged, by=SYSTEM)
    assert winner.participations.get().declared_by == "subject"


def test_a_question_handed_to_moderators_is_put_to_who_speaks_for_the_sheet_that_stays():
    loser, winner = makers.make_actor("Jardins bis"), relations.actor("Jardins", "gagnante@exemple.fr")
    sheet = relations.initiative()
    relations.propose(relations.leads(loser, sheet), side="object")
    assert Agreement.objects.handed().count() == 1
    merged = merge(winner, loser)
    assert not Agreement.objects.handed().exists()
    case = Agreement.objects.get()
    assert (case.actor, case.asked) == (winner, winner.submitted_by)
    assert relations.mails("gagnante@exemple.fr")[0].subject.startswith("Est-ce vrai")
    merging.undo(merged=merged, by=SYSTEM)
    case = Agreement.objects.get()
    assert (case.actor, case.asked) == (loser, None) and case.handed_at
    assert relations.said(relations.leads(loser, sheet)) == "object"


def test_who_answers_for_both_is_not_asked_twice():
    person = makers.make_contributor("meme@exemple.fr")
    loser, winner = (makers.make_actor(name, submitted_by=person) for name in ("L", "W"))
    relations.propose(relations.leads(loser, relations.initiative()), side="object")
    merged = merge(winner, loser)
    merging.undo(merged=merged, by=SYSTEM)
    merge(winner, loser)
    asked = [mail for mail in relations.mails("meme@exemple.fr") if mail.subject.startswith("Est-ce vrai")]
    assert len(asked) == 1
    assert Agreement.objects.get().actor == winner


def test_one_question_about_what_both_were_asked():
    loser, winner = relations.actor("L", "l@exemple.fr"), relations.actor("W", "w@exemple.fr")
    sheet = relations.initiative()
    for actor in (loser, winner):
        relations.propose(relations.leads(actor, sheet), side="object")
    case = Agreement.objects.get(actor=winner)
    merge(winner, loser)
    assert Agreement.objects.get() == case
    assert len(relations.mails("w@exemple.fr")) == 2, "the question, and that the other one joined"


def test_what_bound_both_is_asked_of_nobody():
    loser, winner = relations.actor("L", "l@exemple.fr"), relations.actor("W", "w@exemple.fr", kind="reseau")
    relations.propose(relations.member(loser, winner))
    merge(winner, loser)
    assert cases.nightly() == {"asked": 0, "reminded": 0, "forgotten": 0}
