import pytest

from initiatives import actor_page
from initiatives.actor_page import contents, parts_of, ties_of
from initiatives.models import DeclaredBy, Membership, Participation
from moderation import actions
from moderation.authors import Author
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor():
    return makers.make_actor()


def takes_part(actor, title, role="porte", declared_by=DeclaredBy.BOTH, **fields):
    initiative = makers.make_initiative(title, **fields)
    Participation.objects.create(initiative=initiative, actor=actor, role=role, declared_by=declared_by)
    initiative.refresh()
    return initiative


def told(actor):
    return {
        part.heading: [f"{card.title} {note}".strip() for card, note in part.initiatives]
        for part in parts_of(actor)
    }


def test_initiatives_are_grouped_by_role_leaders_first_newest_first(actor):
    takes_part(actor, "Une", "soutient")
    takes_part(actor, "Deux")
    both = takes_part(actor, "Trois")
    Participation.objects.create(initiative=both, actor=actor, role="accueille")
    takes_part(actor, "Pas publiée", status="pending")
    assert list(told(actor).items()) == [
        ("Porte", ["Trois", "Deux"]),
        ("Accueille", ["Trois"]),
        ("Soutient", ["Une"]),
    ]


def test_what_one_side_alone_declares_says_so_or_is_not_there(actor, settings):
    takes_part(actor, "Une", declared_by=DeclaredBy.SUBJECT)
    takes_part(actor, "Deux", declared_by=DeclaredBy.OBJECT)
    assert told(actor) == {"Porte": ["Deux selon l’initiative", "Une selon cet acteur"]}
    settings.SHOW_DECLARED_RELATIONS = False
    assert told(actor) == {}


def test_no_role_shows_more_than_it_should(actor, monkeypatch):
    monkeypatch.setattr(actor_page, "PER_ROLE", 2)
    for title in ("Une", "Deux", "Trois"):
        takes_part(actor, title)
    takes_part(actor, "Quatre", "finance")
    assert told(actor) == {"Porte": ["Trois", "Deux"], "Finance": ["Quatre"]}
    assert contents(actor)["has_more"]


def test_networks_and_members_that_are_published_by_name(settings):
    network = makers.make_actor("Réseau", kind="reseau")
    names = [
        ("Zoé et compagnie", DeclaredBy.BOTH),
        ("Écluse", DeclaredBy.SUBJECT),
        ("Arbre", DeclaredBy.OBJECT),
    ]
    for name, declared_by in names:
        actor = makers.make_actor(name)
        Membership.objects.create(actor=actor, network=network, declared_by=declared_by)
    waiting = makers.make_actor("En attente", status="pending")
    Membership.objects.create(actor=waiting, network=network)
    assert [(tie.actor.name, tie.note) for tie in ties_of(network)[1]] == [
        ("Arbre", "selon le réseau"),
        ("Écluse", "selon ce membre"),
        ("Zoé et compagnie", ""),
    ]
    assert [(tie.actor.name, tie.note) for tie in ties_of(actor)[0]] == [("Réseau", "selon le réseau")]
    settings.SHOW_DECLARED_RELATIONS = False
    assert [tie.actor.name for tie in ties_of(network)[1]] == ["Zoé et compagnie"]
    actions.withdraw(sheet=network, by=Author.system())
    assert ties_of(waiting)[0] == []


def test_a_large_network_shows_some_and_leads_to_all(monkeypatch, client):
    monkeypatch.setattr(actor_page, "TIES_SHOWN", 2)
    network = makers.make_actor("Réseau", kind="reseau")
    for name in ("Un", "Deux", "Trois"):
        Membership.objects.create(actor=makers.make_actor(name), network=network)
    page = client.get(network.get_absolute_url()).content.decode()
    assert "Tous les membres" in page and "/acteurs/?reseau=reseau" in page
    assert ">Deux</a>" in page and ">Un</a>" not in page
    listed = client.get("/acteurs/?reseau=reseau").content.decode()
    assert all(f">{name}</a>" in listed for name in ("Un", "Deux", "Trois"))
    assert "Membres de Réseau" in listed


def test_the_page_tells_what_it_knows_and_where_it_acts(client):
    makers.make_department()
    actor = makers.make_actor(territory="departement-29", kind="collectif")
    actor.skills.set([makers.make_tag("compostage")])
    actor.themes.set([makers.make_theme()])
    actor.refresh()
    page = client.get(actor.get_absolute_url()).content.decode()
    assert "<dt>Agit dans</dt>" in page and "Finistère (département)" in page
    assert 'href="/etiquettes/compostage/"' in page and 'href="/acteurs/?theme=alimentation"' in page
    tag = client.get("/etiquettes/compostage/").content.decode()
    assert "Aucune initiative ne porte cette étiquette" in tag and actor.name in tag


def test_a_skill_of_nobody_published_has_no_page(client):
    actor = makers.make_actor(status="pending")
    actor.skills.set([makers.make_tag("compostage")])
    assert client.get("/etiquettes/compostage/").status_code == 404


def test_the_number_of_queries_does_not_grow(client, actor, django_assert_max_num_queries):
    for number in range(4):
        takes_part(actor, f"Jardin {number}", "partenaire" if number % 2 else "porte")
        network = makers.make_actor(f"Réseau {number}", kind="reseau")
        Membership.objects.create(actor=actor, network=network)
        Membership.objects.create(actor=makers.make_actor(f"Membre {number}"), network=actor)
    # Six of them for what is near and alike, and for the small drawing, each by its own index; one for its meetings.
    with django_assert_max_num_queries(16):
        client.get(actor.get_absolute_url())
    with django_assert_max_num_queries(15):  # themes are remembered
        client.get(actor.get_absolute_url())
