import json
from html import unescape
from xml.etree import ElementTree

import pytest

from initiatives.models import Membership, Participation
from initiatives.network import files, page, reading
from initiatives.views import network
from moderation.models import Status
from tests import makers

pytestmark = pytest.mark.django_db
FILES = ["/reseau/reseau.json", "/reseau/reseau.graphml"]
HOSTILE = "\"><script>alert('1')</script>&amp;<b>"


@pytest.fixture
def garden():
    actor = makers.make_actor(commune=makers.make_commune())
    Membership.objects.create(actor=actor, network=makers.make_actor("Réseau des jardins", kind="reseau"))
    return makers.make_initiative(actors=[actor])


def test_the_page_draws_and_says_the_same(client, garden):
    answer = client.get("/reseau/")
    text = answer.content.decode()
    assert "2 acteurs, 1 initiative, 2 liens" in unescape(text)
    assert text.count('class="node acteur" href') == text.count('class="node reseau" href') == 1
    assert (
        f'href="{garden.get_absolute_url()}" aria-label="Jardin partagé du Bouguen, initiative, 1\u00a0lien"'
        in text
    )
    assert "Membre de\u00a0: <a" in text
    assert "max-age=60" in answer.headers["Cache-Control"]
    assert client.get("/reseau/", HTTP_IF_NONE_MATCH=answer.headers["ETag"]).status_code == 304


def test_it_is_led_to(client):
    assert '"/reseau/"' in client.get("/").content.decode()
    assert '"/reseau/"' in client.get("/acteurs/").content.decode()
    assert "/reseau/<" in client.get("/sitemap-pages.xml").content.decode()


def test_a_territory_says_its_name(client, garden):
    text = client.get("/reseau/?territoire=departement-29").content.decode()
    assert "Réseau dans le Finistère" in text
    assert "territoire=departement-29" in text


def test_nothing_and_nothing_that_passes(client):
    assert "Le réseau est encore vide" in client.get("/reseau/").content.decode()
    makers.make_initiative()
    assert "Aucun lien ne correspond" in client.get("/reseau/?theme=alimentation").content.decode()


def test_beyond_what_can_be_read_the_page_is_grouped(client, garden, monkeypatch):
    monkeypatch.setattr(page, "graph_of", lambda *args, **options: reading.graph_of(*args, most=2, **options))
    text = client.get("/reseau/").content.decode()
    assert "C’est trop pour montrer chaque lien" in text
    assert "?territoire=region-53&amp;theme=alimentation" in text
    assert "reseau.json" not in text
    text = client.get("/reseau/?territoire=commune-29019").content.decode()
    assert "Voici les thèmes" in text


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=%ff",
        "q=" + "x" * 100_000,
        "theme=x&theme=" + "&theme=".join(map(str, range(500))),
        "territoire=departement-999&acteur=inconnu&type=x&bbox=nan,inf,1,2",
        "tag=%3Cscript%3E&q=%22%3E%3Cscript%3E",
        "page=10000000000&tri=__class__&inconnu=1",
    ],
)
@pytest.mark.parametrize("path", ["/reseau/", *FILES])
def test_what_makes_no_sense_is_ignored(client, garden, path, query):
    assert client.get(f"{path}?{query}").status_code == 200


def test_hostile_names_stay_text(client):
    actor = makers.make_actor(HOSTILE)
    makers.make_initiative(HOSTILE, actors=[actor], summary=HOSTILE)
    makers.make_initiative("Autre", actors=[actor])
    for path in ("/reseau/", actor.get_absolute_url()):
        assert "<script>alert" not in client.get(path).content.decode()
    data = json.loads(client.get(FILES[0]).content)
    assert HOSTILE in {node["name"] for node in data["nodes"]}
    root = ElementTree.fromstring(client.get(FILES[1]).content)
    assert HOSTILE in {element.text for element in root.iter()}


def test_files_may_be_kept_and_have_no_private_data(client, garden):
    contributor = makers.make_contributor("camille@courriel-prive.fr")
    makers.make_initiative(
        "Autre", contributor=contributor, actors=[garden.actors.get()], email="a@exemple.fr"
    )
    for path in FILES:
        answer = client.get(path)
        assert answer.headers["Content-Disposition"].startswith("attachment;")
        assert "max-age=60" in answer.headers["Cache-Control"]
        text = answer.content.decode()
        assert "Autre" in text
        assert "Licence Ouverte 2.0" in text
        assert "@" not in text.replace("doc@brest", "")
        assert "Camille" not in text
    assert len(json.loads(client.get(FILES[0] + "?q=autre").content)["nodes"]) == 3


@pytest.mark.parametrize("path", FILES)
def test_too_much_for_a_file_is_said(client, garden, path, monkeypatch):
    monkeypatch.setattr(network, "SENT", 2)
    answer = client.get(path)
    assert answer.status_code == 400
    assert "Ajoutez un filtre" in answer.content.decode()


@pytest.mark.parametrize("status", [Status.PENDING, Status.ARCHIVED, Status.WITHDRAWN])
def test_what_is_not_published_is_nowhere(client, garden, status):
    hidden = makers.make_actor("Acteur caché", status=status)
    makers.make_initiative("Initiative cachée", actors=[hidden, garden.actors.get()], status=status)
    Membership.objects.create(actor=hidden, network=garden.actors.get())
    for path in ("/reseau/", *FILES, garden.get_absolute_url(), garden.actors.get().get_absolute_url()):
        assert "cach" not in client.get(path).content.decode().replace("Cache", "").replace("cache", "")


def test_small_graphs_are_on_the_pages_of_sheets(client, garden):
    for sheet in (garden, garden.actors.get()):
        text = client.get(sheet.get_absolute_url()).content.decode()
        assert "Autour" in text
        assert 'class="node reseau"' in text
    assert "/reseau/?acteur=les-jardins-du-bouguen" in text
    lonely = makers.make_initiative("Seule")
    assert 'class="graph"' not in client.get(lonely.get_absolute_url()).content.decode()


def test_queries_do_not_grow(client, garden, django_assert_max_num_queries):
    for number in range(20):
        makers.make_initiative(f"Autre {number}", actors=[makers.make_actor(f"Acteur {number}")])
    client.get("/reseau/")
    with django_assert_max_num_queries(14):
        client.get("/reseau/?territoire=departement-29")


def test_a_file_says_where_it_comes_from(garden, client, settings):
    settings.SITE_URL = "https://exemple.org"
    data = json.loads(client.get(FILES[0] + "?territoire=departement-29").content)
    assert data["source"] == "https://exemple.org/reseau/?territoire=departement-29"
    assert data["licence_url"] == files.LICENCE_URL


@pytest.mark.parametrize("path", FILES)
def test_no_person_is_in_a_file(client, garden, path):
    person = makers.make_actor("Camille Le Goff", kind="personne", commune=makers.make_commune())
    network = garden.actors.get().networks.get()
    Membership.objects.create(actor=person, network=network)
    Participation.objects.create(initiative=garden, actor=person, role="soutient")
    makers.make_initiative("Verger d’une seule", actors=[person])
    text = client.get(path).content.decode()
    assert garden.title in text and network.name in text
    assert "Camille" not in text and "camille-le-goff" not in text and "personne" not in text
    assert "Verger" not in text
    alone = client.get(f"{path}?acteur=camille-le-goff")
    assert alone.status_code == 200
    assert "camille" not in alone.content.decode()
    assert (
        "Camille Le Goff" in client.get("/reseau/").content.decode()
    )  # on the page, where it agreed to be read


def test_the_page_says_that_persons_are_not_in_files(client, garden):
    assert "sans les pages de personnes" in client.get("/reseau/").content.decode()
