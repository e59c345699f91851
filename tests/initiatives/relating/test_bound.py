import pytest

from initiatives.models import Actor, Initiative
from initiatives.relating.bound import bound_to
from tests import makers, relations

pytestmark = pytest.mark.django_db


def test_by_rows_and_by_questions_on_either_side():
    actor, sheet = relations.actor(), relations.initiative()
    other = relations.initiative("Deux", "deux@exemple.fr")
    network = relations.actor("Réseau", "reseau@exemple.fr", kind="reseau")
    relations.propose(relations.leads(actor, sheet))
    relations.propose(relations.leads(actor, other))
    relations.answer(relations.leads(actor, other), yes=False)
    relations.propose(relations.member(actor, network))
    relations.propose(relations.kin(sheet, other))
    assert bound_to(actor) == {Initiative: {sheet.pk, other.pk}, Actor: {network.pk}}
    assert bound_to(network) == {Actor: {actor.pk}}
    assert bound_to(sheet) == {Initiative: {other.pk}, Actor: {actor.pk}}
    assert bound_to(makers.make_actor("Seul")) == {}
