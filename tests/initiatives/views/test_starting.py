"""The page « Je démarre une initiative »."""

import pytest
from django.utils.html import escape

from tests import makers

pytestmark = pytest.mark.django_db

PAGE = "/demarrer/"


def page(client, **query):
    response = client.get(PAGE, query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def compost():
    actor = makers.make_actor("Les Vers de terre")
    return makers.make_initiative("Bacs du port", tags=["compost"], actors=[actor])


def test_the_empty_page_asks_and_may_be_indexed(client):
    text = page(client)
    assert "Votre idée" in text
    assert "noindex" not in text
    assert "Erreur" not in text


def test_an_idea_and_a_commune_lead_to_sheets_people_and_the_form(client, compost):
    text = page(client, texte="Un compost partagé", commune="Brest")
    assert "Bacs du port" in text
    assert "Les Vers de terre" in text
    assert 'content="noindex"' in text
    link = escape("/initiatives/proposer/?titre=Un+compost+partag%C3%A9&commune=29019")
    assert f'href="{link}"' in text


def test_a_long_idea_is_carried_as_a_text(client, compost):
    assert escape("/initiatives/proposer/?texte=compost+compost") in page(client, texte="compost " * 40)


def test_nothing_found_says_what_to_do(client, compost):
    text = page(client, texte="xyzzy", commune="Brest")
    assert "votre idée y serait la première" in text
    assert "Essayez-en de plus simples" in text


def test_an_unknown_commune_is_told_and_the_idea_is_kept(client, compost):
    text = page(client, texte="compost", commune="Brets-sur-Rien")
    assert "<title>Erreur" in text
    assert "pas une commune connue" in text
    assert "compost</textarea>" in text
    assert "Bacs du port" not in text


@pytest.mark.parametrize("texte", ["", "   ", "\x00", "\u200b"])
def test_no_idea_is_told(client, texte):
    assert "Dites votre idée en quelques mots." in page(client, texte=texte)


@pytest.mark.parametrize(
    "query",
    [
        "texte=%00a%00&commune=%00",
        "texte=%ff%fe&commune=%ff",
        "texte=" + "x" * 100_000,
        "texte=a&commune=" + "x" * 100_000,
        "texte=%ed%a0%80",
        "texte='%3B+DROP&commune_code='",
        "texte=a&texte=b&commune_code=29019",
        "texte=%22%3E%3Cscript%3E",
    ],
)
def test_hostile_queries(client, compost, query):
    response = client.get(f"{PAGE}?{query}")
    assert response.status_code == 200
    assert b'"><script>' not in response.content
    assert b"x" * 700 not in response.content


def test_the_page_keeps_nothing_and_asks_for_no_cookie(client, compost):
    response = client.get(PAGE, {"texte": "compost"})
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_queries_are_few(client, compost, django_assert_max_num_queries):
    for number in range(30):
        makers.make_initiative(f"Bac {number}", tags=["compost"], actors=[makers.make_actor(f"A {number}")])
    with django_assert_max_num_queries(14):
        page(client, texte="compost du port et bac", commune="Brest")


def test_it_is_linked_from_the_front_page_and_from_the_form(client):
    for address in ("/", "/initiatives/proposer/"):
        assert 'href="/demarrer/"' in client.get(address).content.decode()
