import pytest

from territoires.models import Page
from tests import makers
from tests.page_parts import html, links, section
from tests.partners import make_entry

pytestmark = pytest.mark.django_db


def test_the_page_of_the_circle_says_how_to_join_and_what_comes(client, around_brest):
    page = html(client.get("/cercle/"))
    assert "8&nbsp;février 2016" in page
    assert "mailto:territoires-contributifs@listes.infini.fr" in page
    assert "Chantier au jardin" in section(page, "Prochaines rencontres")
    assert "Ce que le compost change" in section(page, "Dernières analyses")
    assert "n’est pas encore partie" in page
    assert "Les premières racontées" not in page
    makers.make_initiative("Wiki-garrigues")
    makers.make_initiative("Bretagne Créative", status="pending")
    founding = section(html(client.get("/cercle/")), "Les premières racontées")
    assert links(founding) == ["/initiatives/wiki-garrigues/"]


def test_the_team_writes_what_the_circle_is_and_who_animates_it(client):
    Page.objects.create(slug=Page.Slug.CIRCLE, text="## Notre cercle")
    Page.objects.create(slug=Page.Slug.CIRCLE_TEAM, text="Anne et <b>Karim</b>.")
    page = html(client.get("/cercle/"))
    assert "<h2>Notre cercle</h2>" in page
    assert "Anne et &lt;b&gt;Karim&lt;/b&gt;." in section(page, "Qui l’anime")


def test_the_former_address_of_the_circle_leads_to_it(client):
    response = client.get("/rejoindre/")
    assert (response.status_code, response["Location"]) == (301, "/cercle/")


def test_the_circle_shows_what_partners_write_when_there_is_some(client):
    assert "Vu chez nos partenaires" not in html(client.get("/cercle/"))
    make_entry("Ailleurs")
    assert "Ailleurs" in section(html(client.get("/cercle/")), "Vu chez nos partenaires")
