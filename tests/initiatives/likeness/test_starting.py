"""What a directory answers to somebody who starts something."""

import pytest

from initiatives.likeness.starting import beginning
from initiatives.models import Membership
from tests import makers

pytestmark = pytest.mark.django_db

QUIMPER = (47.996, -4.1024)


@pytest.fixture
def network():
    network = makers.make_actor("Réseau du compost", kind="reseau")
    theme = makers.make_theme()
    makers.make_tag("compost", theme)
    for name, position in (("Ici", makers.BREST), ("Là-bas", QUIMPER)):
        actor = makers.make_actor(f"Association {name}")
        Membership.objects.create(actor=actor, network=network)
        makers.make_initiative(
            f"Bacs {name}", tags=["compost"], actors=[actor], position=position, theme=theme
        )
    makers.make_initiative("Chorale", theme=makers.make_theme("culture", "Culture"), summary="On chante.")
    return network


def titles(cards):
    return [card.title for card in cards]


def test_what_is_near_whom_to_meet_and_their_networks(network):
    found = beginning("Un compost au pied des immeubles", makers.make_commune())
    assert titles(found.near) == ["Bacs Ici"]
    assert titles(found.elsewhere) == ["Bacs Là-bas"]
    assert found.near[0].note == "même étiquette\u00a0: compost, à deux pas"
    assert [peer.actor.name for peer in found.people] == ["Association Ici", "Association Là-bas"]
    assert found.networks == [network]
    assert [(subject.name, count) for subject, count in found.subjects] == [
        ("compost", 2),
        ("Alimentation et agriculture", 2),
    ]


def test_without_a_commune_all_is_elsewhere(network):
    found = beginning("composts", None)
    assert found.near == []
    assert sorted(titles(found.elsewhere)) == ["Bacs Ici", "Bacs Là-bas"]


def test_words_of_titles_are_found_without_any_tag(network):
    assert titles(beginning("une chorale à Brest", makers.make_commune()).near) == ["Chorale"]


def test_the_name_of_the_commune_is_no_subject(network):
    makers.make_initiative("Brest à vélo", theme=makers.make_theme("sante", "Santé"), summary="On roule.")
    assert titles(beginning("Une chorale à Brest", makers.make_commune()).near) == ["Chorale"]


def test_nothing_alike(network):
    found = beginning("xyzzy", makers.make_commune())
    assert (found.near, found.elsewhere, found.people, found.networks, found.subjects) == ([], [], [], [], [])


def test_networks_that_one_side_declares_are_shown_as_settings_say(network, settings):
    Membership.objects.update(declared_by="subject")
    assert beginning("compost", None).networks == [network]
    settings.SHOW_DECLARED_RELATIONS = False
    assert beginning("compost", None).networks == []
