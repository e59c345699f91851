import re
from datetime import UTC, datetime
from itertools import pairwise

import pytest
import time_machine
from django.urls import reverse

from initiatives import animating
from initiatives.counts import rebuild_counts
from initiatives.models import Animator, Location
from moderation import caching
from places.models import Commune, Intercommunality
from places.territory import Territory
from territoires.models import Page
from tests import makers
from tests.page_parts import html, links, section
from tests.whole_site import FIXED_PAGES

pytestmark = pytest.mark.django_db

BREST, MORLAIX = "/territoires/commune/29019/", "/territoires/commune/29151/"
LEVELS = {
    "/territoires/region/53/": "en Bretagne",
    "/territoires/departement/29/": "dans le Finistère",
    "/territoires/intercommunalite/242900314/": "à Brest Métropole",
    BREST: "à Brest",
}
TEXTS = [
    "/a-propos/",
    "/charte/",
    "/plan-du-site/",
    "/mentions-legales/",
    "/confidentialite/",
    "/accessibilite/",
]


def make_morlaix():
    """A second commune of the Finistère, in another intercommunality."""
    group = makers.make_intercommunality("200065555", "Morlaix Communauté", kind="CA")
    return makers.make_commune("29151", "Morlaix", (48.5776, -3.8282), intercommunality=group)


# --- Territories ----------------------------------------------------------------------------------------------


def test_the_list_of_territories_counts_by_region_and_department(client):
    makers.make_paris()
    makers.make_initiative()
    make_morlaix()
    makers.make_department("56", "Morbihan")
    page = html(client.get("/territoires/"))
    shown = re.findall(r'<a href="(/territoires/[^"]+)">([^<]+)</a> <span class="n">([^<]+)</span>', page)
    assert ("/territoires/region/53/", "Bretagne", "1") in shown
    assert ("/territoires/departement/29/", "Finistère", "1") in shown
    assert ("/territoires/departement/56/", "Morbihan", "0") in shown
    # A region of one department is not said twice.
    assert ("/territoires/region/11/", "Île-de-France", "0") in shown
    assert "/territoires/departement/75/" not in links(page)


def test_overseas_collectivities_are_listed_apart(client):
    makers.make_department()
    collectivity = makers.make_department("975", "Saint-Pierre-et-Miquelon")
    collectivity.region = None
    collectivity.save()
    _, _, apart = html(client.get("/territoires/")).partition("Autres territoires d’outre-mer")
    assert "/territoires/departement/975/" in apart


@pytest.mark.parametrize(("path", "phrase"), LEVELS.items())
def test_a_territory_shows_what_is_inside_it(client, path, phrase):
    sante = makers.make_theme("sante", "Santé et solidarités")
    makers.make_initiative("Dispensaire", theme=sante)
    makers.make_initiative("Marché", commune=makers.make_paris(), position=(48.8566, 2.3522))
    makers.make_initiative("Pas encore", status="pending")
    page = html(client.get(path))
    assert f"1 initiative menée à plusieurs {phrase}." in page
    assert "Dispensaire" in page
    assert "Marché" not in page
    assert "Pas encore" not in page
    token = "-".join(path.split("/")[2:4])
    assert f"/initiatives/?territoire={token}" in links(page)
    assert f"/initiatives/?theme=sante&amp;territoire={token}" in links(page)
    assert f"/initiatives/?theme=alimentation&amp;territoire={token}" not in links(page)


def test_one_goes_down_from_the_region_to_the_commune_and_back(client):
    makers.make_initiative()
    make_morlaix()
    paths = list(LEVELS)
    for above, below in pairwise(paths):
        assert below in links(html(client.get(above))), above
    page = html(client.get(BREST))
    crumbs = re.search(r'<nav class="crumbs".*?</nav>', page, re.DOTALL)[0]
    assert links(crumbs) == ["/territoires/", *paths[:-1]]


def test_parts_are_counted_and_the_empty_ones_come_too(client):
    makers.make_initiative()
    make_morlaix()
    page = html(client.get("/territoires/departement/29/"))
    inside = page.partition("À l’intérieur")[2].partition("</section>")[0]
    counts = dict(re.findall(r'<a href="[^"]+">([^<]+)</a>(?: <span class="n">([^<]+)</span>)?</li>', inside))
    assert counts == {"Brest Métropole": "1", "Morlaix Communauté": ""}


def test_more_sheets_than_pages_reach_are_all_counted(client, monkeypatch):
    for module in ("initiatives.results.kept", "territoires.views.territories"):
        monkeypatch.setattr(f"{module}.CEILING", 1)
    for number in range(3):
        makers.make_initiative(f"Jardin {number}")
    rebuild_counts(frequent=1)
    for path, phrase in LEVELS.items():
        assert f"3 initiatives menées à plusieurs {phrase}." in html(client.get(path))


def test_what_concerns_it_from_above_comes_apart_and_does_not_count(client):
    makers.make_commune()
    makers.make_initiative("Réseau breton", locations=[{"kind": Location.Kind.TERRITORY, "region_id": "53"}])
    makers.make_initiative("Partout", locations=[{"kind": Location.Kind.NATIONAL}])
    makers.make_initiative("Ailleurs", commune=makers.make_paris(), position=(48.85, 2.35))
    here, _, wider = html(client.get(BREST)).partition("Plus largement")
    assert "Aucune initiative n’est encore recensée à Brest." in here
    assert "Réseau breton" not in here
    assert {title for title in ("Réseau breton", "Partout", "Ailleurs") if title in wider} == {
        "Réseau breton",
        "Partout",
    }
    here, _, wider = html(client.get("/territoires/region/53/")).partition("Plus largement")
    assert "Réseau breton" in here
    assert "Réseau breton" not in wider


def test_an_empty_territory_calls_for_its_first_initiative(client):
    makers.make_commune()
    page = html(client.get(BREST))
    assert "Tout est à raconter" in page
    assert "/initiatives/?territoire=commune-29019" not in links(page)


def test_a_territory_says_how_it_compares_who_acts_and_how_recent_it_is(client):
    makers.make_theme("sante", "Santé et solidarités")
    network = makers.make_actor("Réseau des jardins", kind="reseau")
    makers.make_initiative(actors=[makers.make_actor(), network])
    page = html(client.get("/territoires/departement/29/"))
    assert "Soit 0,71 pour 100\u202f000 habitants, contre 0,71 en Bretagne." in page
    assert "Sa fiche a été publiée ou vérifiée depuis un an." in page
    assert "Rien n’est encore raconté ici sur" in page
    assert '<a href="/themes/sante/">Santé et solidarités</a>' in page
    _, _, people = page.partition("Qui agit ici</h2>")
    actors, _, networks = people.partition("Les réseaux")
    assert "Les Jardins du Bouguen" in actors and "Réseau des jardins" not in actors
    assert "Réseau des jardins" in networks
    assert "/territoires/departement/29/portrait/" in links(page)
    assert "/territoires/intercommunalite/242900314/" in re.findall(r'class="count[^>]+href="([^"]+)"', page)


def test_old_sheets_are_said_to_be_old(client):
    with time_machine.travel(datetime(2020, 1, 1, 12, tzinfo=UTC)):
        makers.make_initiative("Ancienne")
    assert "n’a été ni publiée ni vérifiée depuis un an" in html(client.get(BREST))
    makers.make_initiative("Nouvelle")
    assert "1 fiche sur 2 a été publiée ou vérifiée depuis un an" in html(client.get(BREST))


def test_neighbours_come_with_their_numbers(client):
    makers.make_initiative()
    makers.make_commune("29061", "Gouesnou", (48.4525, -4.4658))
    page = html(client.get("/territoires/commune/29061/"))
    _, _, beside = page.partition("Juste à côté")
    assert re.findall(r'<a href="([^"]+)">Brest</a> <span class="n">1</span>', beside) == [BREST]


@pytest.mark.parametrize(("path", "phrase"), LEVELS.items())
def test_each_territory_has_a_portrait_on_paper(client, path, phrase):
    sheets = [
        makers.make_initiative(f"Jardin {n}", actors=[makers.make_actor(f"Acteur {n}")]) for n in range(7)
    ]
    page = html(client.get(f"{path}portrait/"))
    assert f"7 initiatives menées à plusieurs {phrase}" in page
    shown = [sheet.title for sheet in sheets if sheet.title in page]
    assert shown == ["Jardin 2", "Jardin 3", "Jardin 4", "Jardin 5", "Jardin 6"]
    assert 'class="qr"' in page and "Licence Ouverte 2.0" in page
    assert '<meta name="robots" content="noindex">' in page


def test_a_territory_and_its_portrait_tell_what_comes(client, around_brest):
    makers.make_event("Visite du compost", commune=around_brest, days=3)
    page = html(client.get(BREST))
    assert "/rencontres/?territoire=commune-29019" in links(page)
    assert "2 dates de rencontre" in page
    assert "Chantier au jardin" in page and "Fête à Paris" not in page
    portrait = html(client.get(f"{BREST}portrait/"))
    shown = section(portrait, "Prochaines rencontres")
    assert shown.index("Visite du compost") < shown.index("Chantier au jardin")
    assert "<dt>dates de rencontre à venir</dt><dd>2</dd>" in portrait


def test_a_territory_and_its_portrait_count_what_to_read(client, around_brest):
    assert "analyse" not in section(html(client.get(BREST)), "Dernières initiatives")
    assert "à lire</dt>" not in html(client.get(f"{BREST}portrait/"))
    makers.make_article("Le compost de Brest", territory="commune-29019")
    makers.make_article("En attente", territory="commune-29019", status="pending")
    page = html(client.get(BREST))
    assert "/analyses/?territoire=commune-29019" in links(page)
    assert "1 analyse</a>" in page
    assert "<dt>analyse à lire</dt><dd>1</dd>" in html(client.get(f"{BREST}portrait/"))


def test_the_map_of_the_site_leads_to_every_kind_of_page(client):
    found = links(html(client.get("/plan-du-site/")))
    for route in (
        "article_list",
        "partner_list",
        "article_submit",
        "letter",
        "feed_list",
        "event_list",
        "embed",
    ):
        assert reverse(route) in found


def test_the_portrait_of_an_empty_territory_invites(client):
    makers.make_commune()
    assert "La première sera la vôtre" in html(client.get(f"{BREST}portrait/"))


def test_a_portrait_is_where_its_territory_is(client):
    brest = makers.make_commune()
    Commune.objects.create(code="29999", name="Recouvrance", department=brest.department, successor=brest)
    response = client.get("/territoires/commune/29999/portrait/")
    assert (response.status_code, response["Location"]) == (301, f"{BREST}portrait/")
    assert client.get("/territoires/commune/99999/portrait/").status_code == 404
    assert client.get("/territoires/planete/mars/portrait/").status_code == 404


def test_a_former_code_leads_to_todays_page(client):
    brest = makers.make_commune()
    group = Intercommunality.objects.get()
    Commune.objects.create(code="29999", name="Recouvrance", department=brest.department, successor=brest)
    Intercommunality.objects.create(
        code="111111111", name="CUB", kind="CU", department=brest.department, successor=group
    )
    Commune.objects.filter(pk="29019").update(former_codes=["29888"])
    for former in ("29999", "29888"):
        response = client.get(f"/territoires/commune/{former}/")
        assert (response.status_code, response["Location"]) == (301, BREST)
    response = client.get("/territoires/intercommunalite/111111111/")
    assert (response.status_code, response["Location"]) == (301, group.get_absolute_url())


@pytest.mark.parametrize(
    "place",
    ["region/99", "departement/00", "commune/99999", "intercommunalite/1", "planete/mars", "commune/abc"],
)
def test_an_unknown_territory_is_not_found(client, place):
    assert "territoires" in html(client.get(f"/territoires/{place}/"), 404)


# --- Texts ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", TEXTS)
def test_each_text_has_its_page_without_the_database(client, path, django_assert_num_queries):
    with django_assert_num_queries(2 if path == "/charte/" else 0):
        page = html(client.get(path))
    assert page.count("<h1>") == 1


def test_the_charter_is_the_text_that_the_team_wrote(client):
    assert "Ce qui rend une initiative contributive" in html(client.get("/charte/"))
    Page.objects.create(
        slug=Page.Slug.CHARTER, text="## Nos règles\n\nElles sont <b>simples</b>, l'une dit oui."
    )
    page = html(client.get("/charte/"))
    assert "<h2>Nos règles</h2>" in page
    assert "&lt;b&gt;simples&lt;/b&gt;, l’une dit oui." in page


def test_legal_pages_say_who_publishes_or_that_this_is_an_example(client, settings):
    for path in ("/mentions-legales/", "/confidentialite/"):
        settings.DEMO = True
        assert "Page d’exemple" in html(client.get(path))
        settings.DEMO = False
        settings.LEGAL = settings.LEGAL | {"publisher": "Association <Nous>", "host": "Hébergeur libre"}
        page = html(client.get(path))
        assert "Page d’exemple" not in page
        assert "Association &lt;Nous&gt;" in page
        assert "Hébergeur libre" in page


@pytest.mark.parametrize(
    ("tiles", "host"),
    [
        ("https://{s}.tile.openstreetmap.fr/osmfr/{z}/{x}/{y}.png", "tile.openstreetmap.fr"),
        ("https://tuiles.exemple.org/{z}/{x}/{y}.png", "tuiles.exemple.org"),
        ("", ""),
    ],
)
def test_the_privacy_page_names_whom_the_map_asks(client, settings, tiles, host):
    settings.TILE_URL = tiles
    page = html(client.get("/confidentialite/"))
    assert (f"<strong>{host}</strong>" in page) is bool(host)
    assert ("Aucun autre serveur n’est appelé" in page) is not bool(host)
    assert (host in html(client.get("/mentions-legales/"))) is True


# --- robots.txt, caches, cost ---------------------------------------------------------------------------------


def test_robots_are_told_where_not_to_go(client, settings):
    settings.SITE_URL = "https://exemple.org"
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    lines = html(response).splitlines()
    assert lines[0] == "User-agent: *"
    assert lines[-1] == "Sitemap: https://exemple.org/sitemap.xml"
    for path in ("/admin/", "/confirmer/", "/initiatives/proposer/", "/carte/tuiles/"):
        assert f"Disallow: {path}" in lines
    assert "Disallow: /" not in lines


@pytest.mark.parametrize(
    "path", ["/", "/?pres=29019", "/territoires/", BREST, "/charte/", "/cercle/", "/a-propos/", "/robots.txt"]
)
def test_pages_are_kept_by_caches_and_carry_no_cookie(client, path):
    """The strict client fails on a cookie, and on `Vary: Cookie`."""
    makers.make_initiative()
    response = client.get(path)
    assert response.headers["Cache-Control"].startswith("public, max-age=")
    assert not response.cookies
    assert response.headers.get("Vary", "Accept-Encoding") == "Accept-Encoding"
    again = client.get(path, headers={"if-none-match": response.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("path", ["/", "/?pres=29019", "/territoires/", BREST, "/charte/", "/cercle/"])
def test_the_team_sees_what_everybody_sees(client, path):
    """A page that a cache keeps may not depend on who asks for it."""
    makers.make_initiative()
    seen_by_all = client.get(path)
    client.force_login(makers.make_administrator())
    response = client.get(path)
    assert response.content == seen_by_all.content
    assert "Cookie" not in response.headers.get("Vary", "")


def test_pages_cost_the_same_with_one_sheet_and_with_thirty(client, django_assert_max_num_queries):
    paths = [
        "/",
        "/?pres=29019",
        "/cercle/",
        "/territoires/",
        *LEVELS,
        *(f"{path}portrait/" for path in LEVELS),
    ]

    def costs():
        caching.forget()
        found = {}
        for path in paths:
            with django_assert_max_num_queries(26) as captured:
                html(client.get(path))
            found[path] = len(captured)
            with django_assert_max_num_queries(15):  # what is of this version is remembered
                html(client.get(path))
        return found

    theme = makers.make_theme("sante", "Santé et solidarités")
    wide = [{"kind": Location.Kind.NATIONAL}]

    def make(number):
        actors = [makers.make_actor(f"Acteur n° {number}")]
        makers.make_initiative(f"Jardin n° {number}", actors=actors, photos=[makers.make_photo()])
        makers.make_initiative(f"Réseau n° {number}", theme=theme, actors=actors, locations=wide)

    make(0)
    costs()  # neighbours are kept for an hour
    before = costs()
    for number in range(1, 15):
        make(number)
    assert costs() == before


def test_fixed_pages_are_those_that_the_menus_lead_to(client):
    reached = {path for page in ("/", "/plan-du-site/") for path in links(html(client.get(page)))}
    assert [path for path in FIXED_PAGES if path not in reached] == []


def animated(**fields):
    """Return an actor that animates Brest."""
    actor = makers.make_actor(commune=makers.make_commune(), **fields)
    animating.ask(actor=actor, territory=Territory(actor.commune))
    Animator.objects.update(state="confirmed", since="2026-01-01")
    return actor


def test_contacts_of_who_animates_stay_on_its_own_page(client):
    actor = animated(email="jardins@exemple.fr", phone="02 98 00 00 00")
    for path in (BREST, f"{BREST}portrait/"):
        page = html(client.get(path))
        assert "jardins@exemple.fr" not in page and "02 98" not in page and "0298" not in page
        assert actor.get_absolute_url() in links(page)
        assert actor.get_contact_url() in page


def test_one_that_takes_no_message_is_not_written_to(client):
    actor = animated()
    for path in (BREST, f"{BREST}portrait/"):
        page = html(client.get(path))
        assert actor.get_absolute_url() in links(page)
        assert actor.get_contact_url() not in page
