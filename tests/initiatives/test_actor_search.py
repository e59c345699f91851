import pytest
from django.db import connection
from django.http import QueryDict

from initiatives import actor_search
from initiatives.actor_search import ActorFilters, with_skill
from initiatives.models import Actor, ActorListing, DeclaredBy, Membership, Participation
from initiatives.models.actor_listing import KINDS
from moderation import actions
from moderation.authors import Author
from tests import makers

pytestmark = pytest.mark.django_db
SYSTEM = Author.system()


def found(query=""):
    filters = ActorFilters.parse(QueryDict(query))
    names = [actor.name for actor in filters.page(None).object_list]
    assert filters.count == len(names)
    return names


def with_skills(name, *skills, **fields):
    actor = makers.make_actor(name, **fields)
    actor.skills.set([makers.make_tag(skill) for skill in skills])
    actor.refresh()
    return actor


def test_words_are_those_of_name_summary_and_skills():
    with_skills("Œuvres et Étangs", "compostage", summary="Nous réparons l’eau.")
    with_skills("Autre chose")
    assert found() == ["Autre chose", "Œuvres et Étangs"]
    for text in ("etangs oeuvres", "OEUVRES", "reparons", "composta", "l'eau", "é", "ang"):
        assert found(f"q={text}") == ["Œuvres et Étangs"], text
    assert found("q=tangs+%25") == ["Œuvres et Étangs"]
    assert found("q=vres+chose") == []


def test_short_words_are_beginnings_of_words():
    makers.make_actor("Le Vélo")
    assert found("q=v") == found("q=ve") == ["Le Vélo"]
    assert found("q=lo") == []


def test_kinds_themes_and_skills():
    food, health = makers.make_theme(), makers.make_theme("sante", "Santé")
    one = with_skills("Un", "compostage", "animation")
    two = with_skills("Deux", "animation", kind="reseau")
    one.themes.set([food, health])
    one.refresh()
    makers.make_initiative(theme=health, actors=[two])
    assert found("type=reseau") == ["Deux"] and found("type=reseau&type=association") == ["Deux", "Un"]
    assert found("tag=animation") == ["Deux", "Un"] and found("tag=animation&tag=compostage") == ["Un"]
    assert found("theme=alimentation") == ["Un"]
    assert found("theme=sante") == ["Deux", "Un"]  # that of its initiatives, where it names none
    two.themes.set([food])
    two.refresh()
    assert found("theme=sante") == ["Un"]


def test_territory_is_where_it_is_based_acts_or_takes_part():
    brest, paris = makers.make_commune(), makers.make_paris()
    makers.make_actor("Basé", commune=brest)
    makers.make_actor("Agit", commune=paris, territory="intercommunalite-242900314")
    active = makers.make_actor("Prend part", commune=paris)
    initiative = makers.make_initiative(actors=[active])
    for token in ("commune-29019", "intercommunalite-242900314", "departement-29", "region-53"):
        expected = ["Basé", "Prend part"] if token.startswith("commune") else ["Agit", "Basé", "Prend part"]
        assert found(f"territoire={token}") == expected, token
    actions.withdraw(sheet=initiative, by=SYSTEM)
    assert found("territoire=commune-29019") == ["Basé"]


def test_an_actor_that_an_initiative_no_longer_names_is_not_active_there_any_more():
    actor = makers.make_actor()
    initiative = makers.make_initiative(actors=[actor])
    assert found("territoire=commune-29019") == [actor.name]
    initiative.participations.all().delete()
    actions.amend(sheet=initiative, by=SYSTEM)
    assert found("territoire=commune-29019") == []


def test_relations_that_are_not_shown_do_not_count(settings):
    settings.SHOW_DECLARED_RELATIONS = False
    actor, network = makers.make_actor(), makers.make_actor("Réseau", kind="reseau")
    initiative = makers.make_initiative()
    Participation.objects.create(initiative=initiative, actor=actor, declared_by=DeclaredBy.SUBJECT)
    Membership.objects.create(actor=actor, network=network, declared_by=DeclaredBy.SUBJECT)
    initiative.refresh()
    assert found("territoire=commune-29019") == found("reseau=reseau") == []
    settings.SHOW_DECLARED_RELATIONS = True
    initiative.refresh()
    assert found("territoire=commune-29019") == found("reseau=reseau") == [actor.name]


def test_what_is_not_published_is_nowhere():
    actor = with_skills("Un", "compostage")
    with_skills("Deux", "compostage", status="pending")
    assert found() == ["Un"]
    tag = makers.make_tag("compostage")
    assert with_skill(tag, 5) == ([actor], False)
    actions.archive(sheet=actor, by=SYSTEM)
    assert found() == [] and with_skill(tag, 5) == ([], False)
    actions.restore(sheet=actor, by=SYSTEM)
    assert found("tag=compostage") == ["Un"]


def test_more_than_can_be_reached_is_said(monkeypatch, client):
    monkeypatch.setattr(actor_search, "CEILING", 3)
    monkeypatch.setattr("initiatives.views.actors.CEILING", 3)
    monkeypatch.setattr(actor_search, "PER_PAGE", 2)
    for name in "ABCDE":
        makers.make_actor(f"Acteur {name}")
    page = client.get("/acteurs/").content.decode()
    assert "Plus de 3 acteurs" in page and "page=2" in page
    last = client.get("/acteurs/?page=9").content.decode()
    assert "Acteur C" in last and "Acteur D" not in last and "Les pages s’arrêtent à 3 acteurs" in last


def test_what_makes_no_sense_is_ignored():
    makers.make_actor("Un")
    query = "type=x&theme=x&tag=x&territoire=departement-99&reseau=x&q=%00&page=x"
    assert ActorFilters.parse(QueryDict(query)) == ActorFilters()
    assert found(query) == ["Un"]


def test_each_filter_in_force_can_be_taken_away():
    makers.make_commune(), makers.make_theme(), makers.make_tag("compost")
    makers.make_actor("Réseau", kind="reseau")
    query = "q=a&theme=alimentation&tag=compost&territoire=departement-29&reseau=reseau&type=ecole"
    filters = ActorFilters.parse(QueryDict(query))
    assert [active.label for active in filters.active] == [
        "«\u00a0a\u00a0»",
        "Alimentation et agriculture",
        "#compost",
        "Finistère",
        "Membres de Réseau",
        "École, université",
    ]
    assert filters.query() == query
    for active in filters.active:
        assert f"{active.name}=" not in active.url and active.url.count("=") == 5


def test_a_place_that_is_typed_is_looked_up(client):
    makers.make_commune()
    assert client.get("/acteurs/?ou=finistere&type=ecole")["Location"] == (
        "/acteurs/?type=ecole&territoire=departement-29"
    )
    assert "Nous ne trouvons pas" in client.get("/acteurs/?ou=Nulle+part").content.decode()
    makers.make_commune("93066", "Brest", (48.93, 2.36), department=makers.make_department("93", "Autre"))
    page = client.get("/acteurs/?ou=brest").content.decode()
    assert "Plusieurs territoires" in page and "territoire=commune-93066" in page


def test_the_commonest_skills_are_offered_those_in_force_first():
    for number in range(3):
        with_skills(f"Acteur {number}", "animation", *(["compostage"] if number else []))
    with_skills("Seul", "zoologie")
    makers.make_tag("personne ne sait")
    filters = ActorFilters.parse(QueryDict("tag=zoologie"))
    assert [(choice.label, choice.selected) for choice in filters.skill_choices] == [
        ("zoologie", True),
        ("animation", False),
        ("compostage", False),
    ]


def test_the_number_of_queries_does_not_grow(client, django_assert_max_num_queries):
    for number in range(20):
        with_skills(f"Acteur {number}", f"mot {number}", commune=makers.make_commune())
    with django_assert_max_num_queries(9):
        client.get("/acteurs/?q=acteur&territoire=departement-29&type=association")


def test_nothing_is_written_where_nothing_changed():
    actor = with_skills("Un", "compostage")
    before = ActorListing.objects.extra(select={"version": "xmin::text"}).get().version
    actor.refresh()
    assert ActorListing.objects.extra(select={"version": "xmin::text"}).get().version == before


def test_each_kind_has_its_index():
    assert sorted(KINDS) == sorted(Actor.Kind.values)


@pytest.mark.parametrize("query", ["type=reseau", "type=reseau&territoire=departement-29"])
def test_one_kind_is_read_by_name_in_its_own_index(query):
    makers.make_actor("Réseau des jardins", kind="reseau")
    found = ActorFilters.parse(QueryDict(query)).found.order_by("name_key", "actor_id")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
    assert "actor_listing_reseau" in found[:48].explain()
