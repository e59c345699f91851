import pytest

from initiatives.counts import rebuild_counts
from initiatives.relating.bonds import ways
from initiatives.relating.choosing import matches, sheet_named
from initiatives.relating.mails import name_of
from tests import makers, relations

pytestmark = pytest.mark.django_db


def test_published_sheets_are_found_by_their_name():
    own, garden = (
        relations.initiative("Jardin des Lices"),
        relations.initiative("Jardin du Bouguen", "b@exemple.fr"),
    )
    makers.make_initiative("Jardin caché", status="pending")
    actor = relations.actor("Jardins solidaires")
    rebuild_counts()
    assert matches("jardin", but=own) == [actor, garden]
    assert matches("BOUGUEN jardin", but=own) == [garden]
    assert matches("j", but=own) == [] and matches("zzz", but=own) == []


def test_an_actor_is_bound_to_no_other_but_networks():
    own, network = (
        relations.actor("Les Jardins"),
        relations.actor("Réseau des Jardins", kind="reseau", email=""),
    )
    relations.actor("Les Jardins bis", "bis@exemple.fr")
    assert matches("jardins", but=own) == [network]
    assert [way.name for way in ways(own, network)] == ["membre"]
    assert [way.name for way in ways(network, own)] == ["reseau"]
    assert ways(own, own) == [] == ways(own, relations.actor("Autre", ""))


@pytest.mark.parametrize(
    "name",
    [
        "",
        "initiative",
        "initiative-",
        "initiative-0",
        "initiative-x",
        "tag-1",
        "actor-²",
        "actor-" + "9" * 40,
    ],
)
def test_what_names_nothing(name):
    assert sheet_named(name) is None


def test_a_name_leads_to_a_published_sheet():
    sheet = makers.make_initiative()
    hidden = makers.make_actor(status="pending")
    assert (sheet_named(name_of(sheet)), sheet_named(name_of(hidden))) == (sheet, None)
