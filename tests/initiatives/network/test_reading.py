import dataclasses
from dataclasses import replace

import pytest
from django.http import QueryDict

from initiatives.filters import Box, Filters
from initiatives.models import DeclaredBy, Kinship, Membership, Participation
from initiatives.network import reading
from initiatives.network.reading import graph_of
from moderation.models import Status
from places.territory import Territory
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor():
    return makers.make_actor(commune=makers.make_commune())


@pytest.fixture
def garden(actor):
    return makers.make_initiative(actors=[actor], tags=["compost"])


def read(query="", **options):
    return graph_of(Filters.parse(QueryDict(query)), **options)


def edges(graph):
    return {(graph.nodes[edge.source].name, graph.nodes[edge.target].name, edge.role) for edge in graph.edges}


def test_each_kind_of_relation_is_an_edge(actor, garden):
    network = makers.make_actor("Réseau des jardins", kind="reseau")
    Membership.objects.create(actor=actor, network=network)
    orchard = makers.make_initiative("Verger")
    Kinship.objects.create(initiative=orchard, other=garden, kind="inspiree")
    Participation.objects.create(initiative=garden, actor=actor, role="accueille")
    graph = read()
    name, title = "Les Jardins du Bouguen", "Jardin partagé du Bouguen"
    assert edges(graph) == {
        (name, title, "porte"),
        (name, title, "accueille"),
        (name, "Réseau des jardins", "membre"),
        ("Verger", title, "inspiree"),
    }
    assert {node.name: node.kind for node in graph.nodes.values()} == {
        name: "acteur",
        title: "initiative",
        "Réseau des jardins": "reseau",
        "Verger": "initiative",
    }
    assert graph.nodes[-actor.pk].url == actor.get_absolute_url()
    assert graph.nodes[garden.pk].theme == garden.main_theme


def test_who_has_members_is_a_network_whatever_its_kind(actor, garden):
    Membership.objects.create(actor=actor, network=makers.make_actor("Ville de Brest", kind="collectivite"))
    assert {node.name: node.kind for node in read().nodes.values()}["Ville de Brest"] == "reseau"


def test_what_is_bound_to_nothing_is_left_out(garden):
    makers.make_initiative("Seule")
    makers.make_actor("Seul")
    assert {node.name for node in read().nodes.values()} == {"Les Jardins du Bouguen", garden.title}


@pytest.mark.parametrize("status", [Status.PENDING, Status.REFUSED, Status.ARCHIVED, Status.WITHDRAWN])
def test_only_what_is_published_is_in_it(actor, garden, status):
    hidden = makers.make_actor("Caché", status=status)
    makers.make_initiative("Cachée", actors=[actor], status=status)
    Participation.objects.create(initiative=garden, actor=hidden)
    Membership.objects.create(actor=actor, network=hidden)
    Membership.objects.create(actor=hidden, network=actor)
    assert edges(read()) == {("Les Jardins du Bouguen", garden.title, "porte")}


def test_what_one_side_declares_shows_as_settings_say(actor, garden, settings):
    network = makers.make_actor("Réseau", kind="reseau")
    Membership.objects.create(actor=actor, network=network, declared_by=DeclaredBy.SUBJECT)
    assert len(read().edges) == 2
    settings.SHOW_DECLARED_RELATIONS = False
    assert len(read().edges) == 1


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 3),
        ("territoire=commune-29019", 3),
        ("territoire=departement-29", 3),
        ("territoire=region-53", 3),
        ("territoire=commune-75056", 0),
        ("tag=compost", 3),
        ("tag=inconnue", 3),
        ("theme=alimentation", 3),
        ("q=jardin", 3),
        ("q=fusee", 0),
        ("type=association", 3),
        ("type=ecole", 0),
        ("acteur=les-jardins-du-bouguen", 3),
        ("bbox=-5,48,-4,49", 3),
        ("bbox=2,48,3,49", 0),
    ],
)
def test_filters_are_those_of_the_list(actor, garden, query, number):
    makers.make_paris()
    makers.make_theme("numerique", "Numérique et communs")
    Membership.objects.create(actor=actor, network=makers.make_actor("Réseau", kind="reseau"))
    assert len(read(query).nodes) == number


def test_members_of_networks_need_no_initiative_where_a_place_is_asked_for():
    makers.make_theme()
    network = makers.make_actor("Réseau", kind="reseau")
    here = makers.make_actor("Ici", commune=makers.make_commune())
    there = makers.make_actor("Là-bas", commune=makers.make_paris())
    for actor in (here, there):
        Membership.objects.create(actor=actor, network=network)
    assert edges(read("territoire=commune-29019")) == {("Ici", "Réseau", "membre")}
    assert len(read().edges) == 2
    assert len(read("acteur=reseau").edges) == 2
    assert read("theme=alimentation").edges == read("q=jardin").edges == []
    assert len(read("type=association").edges) == 2
    assert read("type=ecole").edges == []


def test_beyond_what_can_be_read_there_is_no_graph(actor, garden, monkeypatch):
    for number in range(4):
        makers.make_initiative(f"Autre {number}", actors=[actor])
    assert len(read(most=6).nodes) == 6
    assert read(most=5) is None
    monkeypatch.setattr(reading, "LOOKED_AT", 1)
    assert read(most=4) is None  # without a look at what they are bound to


def test_queries_do_not_grow_with_the_graph(actor, garden, django_assert_max_num_queries):
    for number in range(20):
        makers.make_initiative(f"Autre {number}", actors=[makers.make_actor(f"Acteur {number}")])
    filters = Filters.parse(QueryDict("territoire=departement-29"))
    with django_assert_max_num_queries(12):
        assert len(graph_of(filters).nodes) == 42


# Beside these, a filter says what an initiative is like.
ABOUT_ACTORS = {"territory", "actor", "types"}
ORDER = {"near", "asked_sort"}  # they say which come first, not which there are


@pytest.mark.parametrize("field", [field.name for field in dataclasses.fields(Filters)])
def test_members_alone_are_there_for_no_filter_of_initiatives(field):
    """A new filter is of one of the two sorts: whoever adds it says which."""
    asked = {
        "q": "jardin", "themes": (makers.make_theme(),), "tags": (makers.make_tag("compost"),),
        "territory": Territory(makers.make_commune()), "actor": makers.make_actor("Autre"),
        "types": ("association",), "stages": ("idee",), "scales": ("quartier",), "calls": ("lieu",),
        "verified": True, "box": Box.parse("2,48,3,49"), "near": makers.make_commune(), "asked_sort": "recent",
    }  # fmt: skip
    member = makers.make_actor(commune=makers.make_commune())
    Membership.objects.create(actor=member, network=makers.make_actor("Réseau", kind="reseau"))
    graph = graph_of(replace(Filters(), **{field: asked[field]}))
    shows_members = field in {"territory", "types"} | ORDER
    assert len(graph.edges) == (1 if shows_members else 0)
    assert field in ABOUT_ACTORS | ORDER or not reading._is_about_actors(
        replace(Filters(), **{field: asked[field]})
    )
