import json
import re

import pytest

from places.models import Commune
from tests import makers
from tests.page_parts import html, links, section
from tests.partners import make_entry

pytestmark = pytest.mark.django_db

BREST = "/territoires/commune/29019/"


def test_the_front_page_leads_to_what_exists(client):
    theme = makers.make_theme()
    sheets = [makers.make_initiative(f"Jardin n° {number}", theme=theme) for number in range(7)]
    makers.make_initiative("Pas encore", status="pending")
    makers.make_actor("Les Mains vertes")
    page = html(client.get("/"))
    newest = re.findall(r'<h3><a href="([^"]+)">', page)
    assert newest == [sheet.get_absolute_url() for sheet in sheets[:1:-1]]
    assert "Pas encore" not in page
    for address in ("/carte/", "/initiatives/", "/initiatives/proposer/", theme.get_absolute_url()):
        assert address in links(page)
    figures = re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", page)
    assert figures == [("initiatives recensées", "7"), ("acteurs", "1"), ("communes", "1")]


def test_what_has_a_photo_is_the_large_one_of_the_front_page(client):
    pictured = makers.make_initiative("Avec photo", photos=[makers.make_photo()])
    plain = [makers.make_initiative(f"Sans photo n° {number}") for number in range(2)]
    newest = re.findall(r'<h3><a href="([^"]+)">', html(client.get("/")))
    assert newest == [sheet.get_absolute_url() for sheet in (pictured, plain[1], plain[0])]


def test_the_front_page_tells_machines_how_to_search(client, settings):
    settings.SITE_URL = "https://exemple.org"
    page = html(client.get("/"))
    data = json.loads(re.search(r'<script type="application/ld\+json">(.+?)</script>', page)[1])
    assert data["@type"] == "WebSite"
    assert data["potentialAction"]["target"] == "https://exemple.org/initiatives/?q={search_term_string}"


def test_an_empty_site_has_a_front_page(client):
    page = html(client.get("/"))
    assert "Dernières initiatives" not in page
    assert "Proposer une initiative" in page


def test_the_front_page_asks_for_a_commune_and_keeps_it_in_its_address(client, around_brest):
    page = html(client.get("/"))
    assert 'name="commune"' in section(page, "Du nouveau près de chez vous")
    response = client.get("/?commune=Brest")
    assert (response.status_code, response["Location"]) == (302, "/?pres=29019#pres")
    response = client.get("/?commune=brest&commune_code=29019")
    assert response["Location"] == "/?pres=29019#pres"
    assert "Indiquez une commune, par son nom" in html(client.get("/?commune="))
    assert not response.cookies


def test_a_commune_brings_the_front_page_near(client, around_brest):
    page = html(client.get("/?pres=29019"))
    shown = section(page, "Autour de vous\u00a0: Brest (29)")
    assert "Jardin" in shown and "Lointaine" not in shown
    assert "/initiatives/?pres=29019" in links(shown)
    assert BREST in links(shown)
    meetings = section(page, "Rencontres près de chez vous")
    assert "Chantier au jardin" in meetings and "Fête à Paris" not in meetings
    assert "/rencontres/?pres=29019" in links(meetings)
    assert "Des bras" in section(page, "Nous cherchons… dans le Finistère")
    assert "Ce que le compost change" in section(page, "Dernières analyses")
    assert "Dernières initiatives" not in page
    assert re.search(r'<link rel="canonical" href="[^"?]*/">', page)


def test_where_nothing_is_near_the_front_page_invites_and_shows_what_is_elsewhere(client):
    makers.make_paris()
    makers.make_commune("29019", "Brest", (48.39, -4.49))
    makers.make_initiative("Lointaine", commune=Commune.objects.get(name="Paris"), position=(48.85, 2.35))
    page = html(client.get("/?pres=29019"))
    assert "à moins de 50\u00a0km" in section(page, "Autour de vous\u00a0: Brest (29)")
    assert "Lointaine" in section(page, "Dernières initiatives")
    assert "Aucune rencontre annoncée" in section(page, "Prochaines rencontres")
    assert "Aucun appel en cours" in section(page, "Nous cherchons…")


@pytest.mark.parametrize("typed", ["Atlantis", "<script>", "x" * 5000, "%00", "29200%0a"])
def test_words_that_are_no_commune_are_given_back_with_what_to_do(client, around_brest, typed):
    response = client.get("/", {"commune": typed})
    page = html(response, response.status_code)
    assert response.status_code == 302 or "n’est pas une commune connue" in page


def test_several_communes_of_a_name_are_offered(client):
    makers.make_commune("29019", "Saint-Denis")
    makers.make_commune("56001", "Saint-Denis", department=makers.make_department("56", "Morbihan"))
    page = html(client.get("/?commune=Saint-Denis"))
    assert "choisissez la bonne" in page
    assert {"29019", "56001"} <= set(re.findall(r'type="radio" name="commune_code" value="(\w+)"', page))


@pytest.mark.parametrize("code", ["99999", "x", "", "29\x00", "9" * 4000, "' OR 1=1"])
def test_a_code_that_makes_no_sense_is_ignored(client, around_brest, code):
    assert "Du nouveau près de chez vous" in html(client.get("/", {"pres": code}))


def test_the_front_page_shows_three_articles_of_partners_and_no_empty_block(client):
    assert "Vu chez nos partenaires" not in html(client.get("/"))
    for number in range(5):
        make_entry(f"Ailleurs {number}")
    shown = section(html(client.get("/")), "Vu chez nos partenaires")
    assert re.findall(r"Ailleurs \d", shown) == ["Ailleurs 4", "Ailleurs 3", "Ailleurs 2"]
    assert "/analyses/partenaires/" in links(shown)
