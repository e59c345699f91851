"""Frames for other sites, and the page where one makes one's own."""

import pytest

from moderation.erasure import erase
from tests import makers

pytestmark = pytest.mark.django_db
FRAMES = ["/integrer/carte/", "/integrer/liste/"]
EVERY_FRAME = [
    *FRAMES,
    "/integrer/appels/",
    "/integrer/agenda/",
    "/integrer/fiche/?f=jardin-partage-du-bouguen",
    "/integrer/fiche/?f=acteurs/les-voisins",
    "/integrer/fiche/?f=appels/des-bras",
    "/integrer/fiche/?f=rencontres/la-fete",
]


@pytest.mark.parametrize("path", EVERY_FRAME)
def test_any_site_may_frame_it_and_nothing_in_it_acts(client, path):
    garden = makers.make_initiative()
    makers.make_actor("Les voisins")
    makers.make_call("Des bras", initiative=garden)
    makers.make_event("La fête")
    response = client.get(path)
    again = client.get(path, headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304
    for answer in (response, again):  # a browser takes the headers of the second for those of the first
        assert_framed(answer)
    page = response.content.decode()
    assert "<form" not in page
    assert "<header" not in page
    assert '<base target="_blank">' in page
    assert '<meta name="robots" content="noindex">' in page
    assert "sur Territoires contributifs" in page
    assert any(title in page for title in (garden.title, "Des bras", "La fête", "Les voisins"))


def assert_framed(answer):
    assert "X-Frame-Options" not in answer.headers
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert "form-action 'none'" in answer.headers["Content-Security-Policy"]
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert not answer.cookies


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/initiatives/",
        "/carte/",
        "/integrer/",
        "/integrer/carte",
        "/donnees/",
        "/flux/",
        "/appels/",
        "/rencontres/",
    ],
)
def test_other_pages_refuse_frames(client, path):
    response = client.get(path)
    assert response.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]


def test_the_frame_names_the_site_and_leads_to_it(client):
    makers.make_initiative()
    page = client.get("/integrer/liste/?territoire=departement-29").content.decode()
    assert (
        '<a href="http://127.0.0.1:8000/initiatives/?territoire=departement-29" target="_blank" rel="noopener">'
        in page
    )
    assert "<h1>Initiatives locales dans le Finistère</h1>" in page
    assert (
        '<link rel="canonical" href="http://127.0.0.1:8000/initiatives/?territoire=departement-29">' in page
    )


@pytest.mark.parametrize("path", FRAMES)
def test_filters_are_those_of_everywhere(client, path):
    makers.make_initiative()
    makers.make_initiative("Wiki de Paris", commune=makers.make_paris())
    page = client.get(f"{path}?territoire=departement-29&q=%00&bbox=nan,0,0,0").content.decode()
    assert "Jardin partagé du Bouguen" in page
    assert "Wiki de Paris" not in page


@pytest.mark.parametrize("path", FRAMES)
@pytest.mark.parametrize("status", ["pending", "archived", "withdrawn"])
def test_what_is_not_public_is_not_there(client, path, status):
    makers.make_initiative("Secret", status=status)
    assert "Secret" not in client.get(path).content.decode()


@pytest.mark.parametrize(
    ("path", "words", "link"),
    [
        ("carte", "Aucune initiative n’est encore recensée ici", "/initiatives/proposer/"),
        ("liste", "Aucune initiative n’est encore recensée ici", "/initiatives/proposer/"),
        ("appels", "Personne ne lance d’appel ici", "/appels/"),
        ("agenda", "Aucune rencontre n’est annoncée ici", "/rencontres/"),
    ],
)
def test_filters_that_match_nothing_say_so_with_a_link(client, path, words, link):
    garden = makers.make_initiative()
    makers.make_call("Des bras", initiative=garden)
    makers.make_event("La fête")
    makers.make_paris()
    page = client.get(f"/integrer/{path}/?territoire=departement-75&q=xyzzy").content.decode()
    assert words in page
    assert f'<a href="{link}" target="_blank" rel="noopener">' in page
    assert "Des bras" not in page and "La fête" not in page


def test_calls_and_meetings_by_the_filters_of_their_lists(client):
    brest, paris = makers.make_initiative(), makers.make_initiative("Wiki", commune=makers.make_paris())
    makers.make_call("Des bras", initiative=brest)
    makers.make_call("Un local", initiative=paris, kind="lieu")
    calls = client.get("/integrer/appels/?appel=lieu&couleurs=sombre").content.decode()
    assert "Un local" in calls and "Des bras" not in calls
    assert '<body class="embedded dark">' in calls
    assert 'href="http://127.0.0.1:8000/appels/?appel=lieu"' in calls
    makers.make_event("La fête")
    makers.make_event("Le wiki", commune=makers.make_paris())
    agenda = client.get("/integrer/agenda/?territoire=departement-29&quand=passees").content.decode()
    assert "La fête" in agenda and "Le wiki" not in agenda
    assert "<h1>Rencontres à venir dans le Finistère</h1>" in agenda


@pytest.mark.parametrize("path", ["appels", "agenda", "liste"])
def test_many_rows_ask_no_more_of_the_database(client, path, django_assert_max_num_queries):
    garden = makers.make_initiative()
    for number in range(5):
        makers.make_call(f"n° {number}", initiative=garden)
    for number in range(30):
        makers.make_event(f"n° {number}", themes=[makers.make_theme()])
    client.get(f"/integrer/{path}/")
    with django_assert_max_num_queries(6):
        page = client.get(f"/integrer/{path}/?theme=alimentation").content.decode()
    assert ("La suite sur le site" in page) == (path == "agenda")


@pytest.mark.parametrize("status", ["pending", "archived", "withdrawn", "refused"])
def test_a_sheet_that_left_says_so_in_its_frame_and_shows_nothing(client, status):
    makers.make_initiative("Secret", status=status)
    response = client.get("/integrer/fiche/?f=initiatives/secret")
    assert response.status_code == 404
    assert_framed(response)
    page = response.content.decode()
    assert "Secret" not in page
    assert '<a href="/initiatives/" target="_blank" rel="noopener">Cherchez-la dans l’annuaire</a>' in page


def test_a_sheet_that_was_erased_says_so_in_its_frame(client):
    sheet = makers.make_initiative()
    erase(sheet=sheet)
    assert client.get("/integrer/fiche/?f=jardin-partage-du-bouguen").status_code == 404


@pytest.mark.parametrize(
    "f", ["", "%00", "x" * 5000, "admin/initiatives", "../../admin", "//evil.exemple/x", "%ff"]
)
def test_other_addresses_are_no_sheet(client, f):
    assert client.get(f"/integrer/fiche/?f={f}").status_code == 404


def test_the_page_frames_only_our_own(client):
    makers.make_initiative()
    response = client.get("/integrer/?forme=liste&theme=alimentation&tag=zzz")
    assert "frame-src 'self'" in response.headers["Content-Security-Policy"]
    page = response.content.decode()
    assert 'src="/integrer/liste/?theme=alimentation"' in page
    assert "&lt;iframe src=&quot;http://127.0.0.1:8000/integrer/liste/?theme=alimentation&quot;" in page
    assert 'value="alimentation" checked' in page


def test_a_sheet_is_chosen_by_its_address(client):
    makers.make_initiative()
    wanting = client.get("/integrer/?forme=fiche").content.decode()
    assert "Quelle fiche" in wanting and "<iframe" not in wanting
    unknown = client.get("/integrer/?forme=fiche&f=rien").content.decode()
    assert "Nous ne trouvons pas cette fiche" in unknown and "<iframe" not in unknown
    found = client.get(
        "/integrer/?forme=fiche&f=http%3A//127.0.0.1%3A8000/initiatives/jardin-partage-du-bouguen/"
    ).content.decode()
    assert 'src="/integrer/fiche/?f=initiatives%2Fjardin-partage-du-bouguen"' in found


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("/carte/?theme=alimentation", "/integrer/?theme=alimentation"),
        ("/initiatives/?theme=alimentation", "/integrer/?theme=alimentation"),
        ("/appels/?theme=alimentation", "/integrer/?forme=appels&amp;theme=alimentation"),
        ("/rencontres/?theme=alimentation", "/integrer/?forme=agenda&amp;theme=alimentation"),
        ("/themes/alimentation/", "/integrer/?theme=alimentation"),
        (
            "/initiatives/jardin-partage-du-bouguen/",
            "/integrer/?forme=fiche&amp;f=%2Finitiatives%2Fjardin-partage-du-bouguen%2F",
        ),
        ("/acteurs/les-voisins/", "/integrer/?forme=fiche&amp;f=%2Facteurs%2Fles-voisins%2F"),
        ("/rencontres/la-fete/", "/integrer/?forme=fiche&amp;f=%2Frencontres%2Fla-fete%2F"),
    ],
)
def test_pages_lead_to_it_with_their_filters(client, path, link):
    makers.make_initiative()
    makers.make_actor("Les voisins")
    makers.make_event("La fête")
    assert f'href="{link}"' in client.get(path).content.decode()
    assert client.get(link.replace("&amp;", "&")).status_code == 200


def test_hostile_values_are_escaped(client):
    page = client.get("/integrer/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&forme=%22%3E").content.decode()
    assert "<script>alert" not in page
