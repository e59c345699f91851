import pytest

from initiatives.models import Kinship
from initiatives.relating.bonds import VERBS, Bond, row_named, ways
from tests import makers, relations

pytestmark = pytest.mark.django_db


def test_ways_by_kind():
    one, two, actor = (
        relations.initiative("Un"),
        relations.initiative("Deux", "d@exemple.fr"),
        relations.actor(),
    )
    names = ["inspiree", "inspiree-par", "partie", "partie-par", "suite", "suite-par"]
    assert [way.name for way in ways(one, two)] == names
    assert [(way.bond.subject, way.side) for way in ways(one, two)][:2] == [(one, "subject"), (two, "object")]
    roles = ["porte", "partenaire", "finance", "accueille", "soutient"]
    assert [way.name for way in ways(one, actor)] == roles == [way.name for way in ways(actor, one)]
    assert {way.side for way in ways(one, actor)} == {"object"}


def test_every_way_has_its_words_and_its_row():
    one, two = relations.initiative("Un"), relations.initiative("Deux", "d@exemple.fr")
    actor, network = relations.actor(), relations.actor("Réseau", "", kind="reseau")
    bonds = [way.bond for way in (*ways(one, two), *ways(one, actor), *ways(actor, network))]
    assert {(bond.kind, bond.role) for bond in bonds} == set(VERBS)
    for bond in bonds:
        bond.declare("subject")
        row = bond.rows().get()
        assert Bond.of(row) == bond == Bond.of_case(bond.open_case(declared_by="subject"))
        assert row_named(f"{bond.kind}-{row.pk}") == row
        assert bond.sentence.startswith(f"«\u00a0{bond.subject.title_text}\u00a0» ")


def test_a_question_names_one_relation_only():
    one, two = makers.make_initiative("Un"), makers.make_initiative("Deux")
    there, back = (Bond("kinship", Kinship.Kind.INSPIRED, *pair) for pair in ((one, two), (two, one)))
    case = there.open_case(declared_by="subject")
    assert there.open_case(declared_by="object") == case
    assert back.open_case(declared_by="subject") != case
    assert list(there.cases()) == [case]
