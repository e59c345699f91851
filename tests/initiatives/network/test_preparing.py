import itertools
import math
import subprocess
import sys

import pytest

from initiatives.models import Membership, NetworkLayout
from initiatives.network.placing import places_of
from initiatives.network.preparing import (
    COUNTRY,
    FIRST,
    apart,
    arranged,
    prepare,
    prepare_some,
    signature_of,
    turned_back,
)
from tests import makers
from tests.initiatives.network.drawn import garden, graph_with


def moves(before, after):
    return sorted(math.dist(before[number], after[number]) for number in before)


def test_forces_lay_out_the_same_graph_the_same_way():
    graph = garden(60)
    places = arranged(graph, {})
    assert places == arranged(graph, {})
    assert places.keys() == graph.nodes.keys()
    assert all(0 <= value <= 1 for place in places.values() for value in place)
    assert places != places_of(graph, {})


def test_what_is_bound_lies_near():
    graph = garden(60)
    places = arranged(graph, {})
    bound = [math.dist(places[edge.source], places[edge.target]) for edge in graph.edges]
    every = [math.dist(one, other) for one in places.values() for other in places.values()]
    assert sum(bound) / len(bound) < sum(every) / len(every) / 2


def test_a_newcomer_makes_nobody_jump():
    graph = garden(60)
    former = arranged(graph, {})
    grown = graph_with(*((edge.source, edge.target) for edge in graph.edges), (-3, 999))
    found = moves(former, arranged(grown, former))
    assert found[len(found) // 2] < 0.04
    assert found[-1] < 0.15
    again = moves(former, arranged(grown, {}))  # without the former places, all would
    assert again[len(again) // 2] > found[len(found) // 2]


def test_a_layout_is_turned_back_as_its_seed():
    seed = [(0, 0), (1, 0.3), (2, 0.1), (3, 1)]
    for turned in ([(y, x) for x, y in seed], [(-x + 4, -y) for x, y in seed], seed):
        found = turned_back(turned, seed)
        assert [math.dist(*pair) for pair in itertools.combinations(found, 2)] == pytest.approx(
            [math.dist(*pair) for pair in itertools.combinations(seed, 2)]
        )
        assert [x - found[0][0] for x, _ in found] == pytest.approx([x for x, _ in seed])
    assert turned_back([(1, 1)], [(0, 0)]) == [(0, 0)]


def test_none_lies_on_another():
    places = apart(dict.fromkeys(range(20), (0.5, 0.5)))
    spots = list(places.values())
    assert min(math.dist(a, b) for rank, a in enumerate(spots) for b in spots[rank + 1 :]) > 0.02


def test_a_graph_is_told_from_another():
    assert signature_of(garden()) == signature_of(garden())
    assert signature_of(garden()) != signature_of(garden(44))
    assert signature_of(graph_with((-1, 1))) != signature_of(graph_with((1, -1)))


@pytest.mark.django_db
def test_a_layout_is_kept_until_the_graph_changes():
    actor = makers.make_actor(commune=makers.make_commune())
    makers.make_initiative(actors=[actor])
    assert prepare("commune-29019") is True
    layout = NetworkLayout.objects.get()
    assert (layout.scope, len(layout.places)) == ("commune-29019", 2)
    assert str(layout) == "commune-29019"
    assert prepare("commune-29019") is False
    Membership.objects.create(actor=actor, network=makers.make_actor("Réseau", kind="reseau"))
    assert prepare("commune-29019") is True
    assert len(NetworkLayout.objects.get().places) == 3


@pytest.mark.django_db
def test_a_layout_of_what_is_drawn_no_more_goes():
    initiative = makers.make_initiative(actors=[makers.make_actor()])
    assert prepare(COUNTRY) is True
    initiative.participations.all().delete()
    assert prepare(COUNTRY) is False
    assert not NetworkLayout.objects.exists()
    assert prepare("commune-00000") is False


@pytest.mark.django_db
def test_territories_go_in_slices():
    actor = makers.make_actor()
    for title in ("Jardin", "Verger"):
        makers.make_initiative(title, actors=[actor])
    makers.make_initiative("Seule à Paris", commune=makers.make_paris(), position=None, actors=[actor])
    NetworkLayout.objects.create(scope="commune-99999", signature="", numbers=[1], xs=[0], ys=[0])
    after, slices = FIRST, []
    while after:
        after = prepare_some(after, 2)
        slices.append(after)
    assert len(slices) == 3
    assert set(NetworkLayout.objects.values_list("scope", flat=True)) == {
        "commune-29019",
        "departement-29",
        "intercommunalite-242900314",
        "region-53",
    }


def test_processes_that_answer_visitors_do_not_load_the_graph_library():
    loaded = "import django; django.setup(); import sys, territoires.urls, initiatives.jobs"
    code = f"{loaded}; print('igraph' in sys.modules)"
    found = subprocess.run(
        [sys.executable, "-c", code],
        env={"DJANGO_SETTINGS_MODULE": "tests.settings", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert found.stdout.strip() == "False"
