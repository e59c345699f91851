import pytest
from django.http import QueryDict

from initiatives.submission.forms.networks import NetworksForm, networks_like
from tests import makers

pytestmark = pytest.mark.django_db


def form(**typed):
    data = QueryDict(mutable=True)
    data.update(typed)
    return NetworksForm(data)


def network(name, **fields):
    return makers.make_actor(name, kind="reseau", **fields)


def test_no_network_is_needed():
    empty = form()
    assert empty.errors == {} and empty.networks == []


def test_networks_are_known_by_their_name_each_once():
    one, two = network("Réseau des jardins"), network("doc@brest")
    found = form(network_1="reseau des Jardins", network_2="Doc@Brest", network_3="Réseau des jardins")
    assert found.errors == {} and found.networks == [one, two]


def test_what_is_no_published_network_is_not_chosen():
    makers.make_actor("Les Jardins")
    network("En attente", status="pending")
    for name in ("Les Jardins", "En attente"):
        faulty = form(network_1=name)
        assert list(faulty.errors) == ["network_1"] and faulty.networks == []
        assert "n’est pas un réseau de l’annuaire" in faulty.errors["network_1"][0]


def test_several_of_one_name_or_names_alike_are_asked():
    first, second = network("Emmaüs", commune=makers.make_commune()), network("Emmaüs")
    asked = form(network_1="Emmaus")
    assert list(asked.errors) == ["network_1_choice"] and "Plusieurs" in asked.errors["network_1_choice"][0]
    assert set(asked.offered["network_1"]) == {first, second}
    chosen = form(network_1="Emmaus", network_1_choice=str(second.pk))
    assert chosen.errors == {} and chosen.networks == [second]
    alike = form(network_2="Emmaüse")
    assert "Est-ce l’un de ceux-ci" in alike.errors["network_2_choice"][0]
    assert [choice for _, choice in alike.rows if choice] == [alike["network_2_choice"]]


@pytest.mark.parametrize("chosen", ["0", "x", "99999999", "\x00"])
def test_a_forged_choice_is_no_network(chosen):
    network("Emmaüs"), network("Emmaüs")
    faulty = form(network_1="Emmaüs", network_1_choice=chosen)
    assert faulty.networks == [] and list(faulty.errors) == ["network_1_choice"]


@pytest.mark.parametrize("text", ["", "é", "%", "--", "😀" * 50])
def test_nothing_is_like_what_has_no_letters(text):
    network("Emmaüs")
    assert networks_like(text) == []
