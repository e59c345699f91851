"""oEmbed, as https://oembed.com says it."""

from xml.etree import ElementTree

import pytest
from django.http import QueryDict

from opendata.oembed import Asked, answer, as_xml, discovery, embed_of
from tests import makers

pytestmark = pytest.mark.django_db
SITE = "https://annuaire.exemple.fr"
GARDEN = "/initiatives/jardin-partage-du-bouguen/"


@pytest.fixture(autouse=True)
def at_home(settings):
    settings.SITE_URL = SITE


def asked(path, **sizes):
    return answer(Asked(SITE + path, sizes.get("width"), sizes.get("height")))


def test_a_sheet_is_a_card():
    makers.make_initiative()
    found = asked(GARDEN)
    assert found["type"] == "rich" and found["version"] == "1.0"
    assert found["title"] == "Jardin partagé du Bouguen"
    assert found["html"].startswith(
        f'<iframe src="{SITE}/integrer/fiche/?f=initiatives%2Fjardin-partage-du-bouguen" title="Jardin partagé'
    )
    assert f'width="{found["width"]}" height="{found["height"]}"' in found["html"]
    assert found["provider_url"] == f"{SITE}/"
    assert found["thumbnail_url"].startswith(f"{SITE}/partage/initiatives/jardin-partage-du-bouguen.jpg?v=")
    assert (found["thumbnail_width"], found["thumbnail_height"]) == (1200, 630)


@pytest.mark.parametrize(
    ("path", "frame", "picture"),
    [
        ("/", "/integrer/carte/", "/static/img/partage"),
        (
            "/carte/?theme=alimentation",
            "/integrer/carte/?theme=alimentation",
            "/partage/themes/alimentation.jpg",
        ),
        ("/initiatives/?q=x&page=3", "/integrer/liste/?q=x", "/static/img/partage"),
        ("/themes/alimentation/", "/integrer/liste/?theme=alimentation", "/partage/themes/alimentation.jpg"),
        ("/etiquettes/compost/", "/integrer/liste/?tag=compost", "/static/img/partage"),
        (
            "/territoires/departement/29/",
            "/integrer/carte/?territoire=departement-29",
            "/partage/territoires/departement/29.jpg",
        ),
        ("/appels/?appel=lieu", "/integrer/appels/?appel=lieu", "/static/img/partage"),
        ("/rencontres/", "/integrer/agenda/", "/static/img/partage"),
        ("/rencontres/mois/2027-03/", "/integrer/agenda/?mois=2027-03", "/static/img/partage"),
        ("/integrer/liste/?couleurs=sombre", "/integrer/liste/?couleurs=sombre", "/static/img/partage"),
        ("/integrer/?forme=appels", "/integrer/appels/", "/static/img/partage"),
        (GARDEN, "/integrer/fiche/?f=initiatives%2Fjardin-partage-du-bouguen", "/partage/initiatives/"),
        (
            "/acteurs/les-voisins/",
            "/integrer/fiche/?f=acteurs%2Fles-voisins",
            "/partage/acteurs/les-voisins.jpg",
        ),
        ("/appels/des-bras/", "/integrer/fiche/?f=appels%2Fdes-bras", "/static/img/partage"),
        (
            "/rencontres/la-fete/",
            "/integrer/fiche/?f=rencontres%2Fla-fete",
            "/partage/rencontres/la-fete.jpg",
        ),
        ("/analyses/le-four/", "/integrer/fiche/?f=analyses%2Fle-four", "/partage/analyses/le-four.jpg"),
    ],
)
def test_every_page_that_can_be_framed(path, frame, picture):
    garden = makers.make_initiative(tags=["compost"])
    makers.make_actor("Les voisins")
    makers.make_call("Des bras", initiative=garden)
    makers.make_event("La fête")
    makers.make_article("Le four")
    found = asked(path)
    assert f'src="{SITE}{frame}"' in found["html"]
    assert found["thumbnail_url"].startswith(SITE + picture)


def test_it_fits_in_the_size_that_is_asked_for():
    found = asked("/carte/", width=320, height=240)
    assert (found["width"], found["height"]) == (320, 240)
    assert 'width="320" height="240"' in found["html"]
    assert not {"thumbnail_url", "thumbnail_width", "thumbnail_height"} & set(found)
    assert asked("/carte/", width=99999)["width"] == 1200
    assert asked("/carte/", height=99999)["height"] == 600


@pytest.mark.parametrize(
    "url",
    [
        "",
        "x",
        "javascript:alert(1)",
        "data:text/html,x",
        "//annuaire.exemple.fr/carte/",
        "ftp://annuaire.exemple.fr/carte/",
        "https://evil.exemple/carte/",
        "https://annuaire.exemple.fr@evil.exemple/carte/",
        "https://evil:mot@annuaire.exemple.fr/carte/",
        "https://annuaire.exemple.fr:8443/carte/",
        "https://annuaire.exemple.fr.evil.exemple/carte/",
        "https://annuaire.exemple.fr\\@evil.exemple/carte/",
        f"{SITE}/carte/\n",
        f"{SITE}/car\tte/",
        f"{SITE}/carte/\x00",
        f"{SITE}/carte/%00",
        f"{SITE}/carte/?{'x' * 10_000}",
        f"{SITE}/carte/?{'a&' * 900}a",
        "https://[",
        "https://annuaire.exemple.fr:abc/carte/",
        f"{SITE}/admin/",
        f"{SITE}/suivi/secret/",
        f"{SITE}/initiatives/proposer/",
        f"{SITE}/nulle-part/",
        f"{SITE}/initiatives/inconnue/",
        f"{SITE}/themes/inconnu/",
        f"{SITE}/etiquettes/inconnue/",
        f"{SITE}/territoires/departement/99/",
        f"{SITE}/territoires/departement/%0A/",
        f"{SITE}/rencontres/mois/jamais/",
        f"{SITE}/integrer/?forme=fiche&f=inconnue",
        f"{SITE}/integrer/fiche/",
    ],
)
def test_anything_else_is_refused(url):
    long_but_ours = url.count("&") > 100
    found = embed_of(url)
    assert found is None or (long_but_ours and found.source == "/integrer/carte/")


@pytest.mark.parametrize("status", ["pending", "archived", "withdrawn", "refused"])
def test_what_is_not_published_is_not_told(status):
    secret = makers.make_initiative("Secret", status=status, tags=["cachee"])
    assert asked(secret.get_absolute_url()) is None
    assert asked("/etiquettes/cachee/") is None


def test_an_address_that_moved_shows_where_it_leads():
    sheet = makers.make_initiative()
    sheet.rename("autre-adresse")
    sheet.save()
    assert "f=initiatives%2Fautre-adresse" in asked(GARDEN)["html"]


@pytest.mark.parametrize("said", ["", "0", "-4", "abc", "1e3", "٣", "9" * 1000])
def test_a_size_that_makes_no_sense_is_as_if_none_was_said(said):
    query = QueryDict(mutable=True)
    query["maxwidth"] = query["maxheight"] = said
    assert Asked.parse(query) == Asked("", None, None)


def test_xml_says_the_same():
    sheet = makers.make_initiative('Jardin <b>&</b> "verger" ]]>')
    found = asked(sheet.get_absolute_url())
    root = ElementTree.fromstring(as_xml(found))
    assert root.tag == "oembed"
    assert {child.tag: child.text for child in root} == {name: str(text) for name, text in found.items()}
    assert "<b>" not in found["html"]


def test_pages_that_can_be_framed_say_where_that_is_told():
    assert discovery("theme", "/themes/x/", "") == (
        f"{SITE}/oembed?url=https%3A%2F%2Fannuaire.exemple.fr%2Fthemes%2Fx%2F&format=json"
    )
    assert discovery("map", "/carte/", "q=" + "x" * 5000).endswith("%2Fcarte%2F&format=json")
    for name in ("embed", "embed_carte", "about", "admin:index", ""):
        assert discovery(name, "/x/", "") == ""
