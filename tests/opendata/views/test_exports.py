"""Files to be taken away, and the page that offers them."""

import csv
import json
from io import StringIO

import pytest
import time_machine

from moderation import actions
from moderation.authors import Author
from opendata import columns
from tests import makers

pytestmark = pytest.mark.django_db
FILES = [
    "/donnees/initiatives.csv",
    "/donnees/initiatives.geojson",
    "/donnees/acteurs.csv",
    "/donnees/acteurs.geojson",
]


def body(response):
    return b"".join(response.streaming_content).decode()


def titles(client, query=""):
    rows = csv.DictReader(
        StringIO(body(client.get(f"/donnees/initiatives.csv{query}")).removeprefix("\ufeff")), delimiter=";"
    )
    return [row["titre"] for row in rows]


@pytest.mark.parametrize("path", FILES)
def test_a_file_is_sent_as_it_is_read_and_caches_may_keep_it(client, path):
    makers.make_initiative(actors=[makers.make_actor()])
    with time_machine.travel("2026-11-26 10:00:00+00:00", tick=False):
        response = client.get(path)
        again = client.get(path, headers={"If-None-Match": response.headers["ETag"]})
    assert response.streaming
    assert "public" in response.headers["Cache-Control"]
    noun, extension = path.rpartition("/")[2].split(".")
    assert response.headers["Content-Disposition"] == f'attachment; filename="{noun}-2026-11-26.{extension}"'
    assert again.status_code == 304
    assert "Bouguen" in body(response)


@pytest.mark.parametrize("path", FILES)
def test_a_look_at_the_headers_reads_nothing(client, path, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        response = client.head(path)
    assert response.status_code == 200
    assert not response.streaming
    assert client.post(path).status_code == 405


def test_filters_are_those_of_everywhere(client):
    makers.make_initiative("Jardin de Brest")
    makers.make_initiative(
        "Wiki de Paris",
        theme=makers.make_theme("numerique", "Numérique et communs"),
        commune=makers.make_paris(),
    )
    assert titles(client) == ["Wiki de Paris", "Jardin de Brest"]
    assert titles(client, "?territoire=departement-29") == ["Jardin de Brest"]
    assert titles(client, "?theme=numerique") == ["Wiki de Paris"]
    assert titles(client, "?q=wiki") == ["Wiki de Paris"]
    assert titles(client, "?q=%00&bbox=nan,1,2,3&theme=zzz&page=-1&tri=actor__email") == [
        "Wiki de Paris",
        "Jardin de Brest",
    ]


def test_a_title_does_not_run_in_a_spreadsheet(client):
    makers.make_initiative('=HYPERLINK("https://exemple.fr")')
    assert titles(client) == ['\'=HYPERLINK("https://exemple.fr")']


def test_a_file_has_no_more_rows_than_it_says(client, monkeypatch):
    monkeypatch.setattr("opendata.initiatives.ROWS_AT_MOST", 2)
    for number in range(3):
        makers.make_initiative(f"n° {number}")
    assert titles(client) == ["n° 2", "n° 1"]
    assert columns.ROWS_AT_MOST == 50_000


def test_what_leaves_the_site_leaves_the_file(client):
    sheet = makers.make_initiative()
    assert titles(client) == ["Jardin partagé du Bouguen"]
    actions.withdraw(sheet=sheet, by=Author.system())
    assert titles(client) == []


def test_geojson_is_read_by_machines(client):
    makers.make_initiative()
    collection = json.loads(body(client.get("/donnees/initiatives.geojson")))
    (feature,) = collection["features"]
    assert feature["geometry"]["coordinates"] == [makers.BREST[1], makers.BREST[0]]
    assert feature["properties"]["titre"] == "Jardin partagé du Bouguen"
    assert "latitude" not in feature["properties"]


def test_the_page_explains_each_column_and_keeps_the_filters(client):
    makers.make_initiative()
    page = client.get("/donnees/?territoire=departement-29").content.decode()
    assert "/donnees/initiatives.csv?territoire=departement-29" in page
    assert "/flux/initiatives.atom?territoire=departement-29" in page
    for name in ("adresse_permanente", "licence_donnees", "reseaux"):
        assert f"<code>{name}</code>" in page
    assert "50\u202f000 lignes" in page


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/initiatives/", ""),
        ("/themes/alimentation/", "?theme=alimentation"),
        ("/territoires/departement/29/", "?territoire=departement-29"),
    ],
)
def test_pages_offer_what_they_show(client, path, query):
    makers.make_initiative()
    page = client.get(path).content.decode()
    assert '<link rel="alternate" type="application/atom+xml"' in page
    for offered in ("/donnees/initiatives.csv", "/flux/initiatives.atom", "/integrer/"):
        assert f'href="{offered}{query}"' in page
    assert "mailto:?subject=" in page


def test_a_filtered_list_offers_its_own(client):
    makers.make_initiative()
    page = client.get("/initiatives/?q=jardin&theme=alimentation").content.decode()
    assert "/donnees/initiatives.csv?q=jardin&amp;theme=alimentation" in page
    assert "/flux/initiatives.atom?q=jardin&amp;theme=alimentation" in page
    assert 'value="http://127.0.0.1:8000/initiatives/?q=jardin&amp;theme=alimentation"' in page


def test_others_wait_while_files_are_taken(client):
    makers.make_initiative()
    taken = [client.get("/donnees/initiatives.csv") for _ in range(2)]
    refused = client.get("/donnees/acteurs.geojson")
    assert refused.status_code == 503
    assert refused.headers["Retry-After"] == "60"
    assert refused.headers["Cache-Control"] == "no-store"
    assert client.get("/donnees/").status_code == 200
    assert "Bouguen" in body(taken[0])
    assert "Bouguen" in body(client.get("/donnees/initiatives.csv"))
    assert "Bouguen" in body(taken[1])


def test_a_fault_leaves_no_place_taken(client, monkeypatch):
    def broken(filters):
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr("opendata.initiatives.initiatives_export", broken)
        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                client.get("/donnees/initiatives.csv")
    response = client.get("/donnees/initiatives.csv")
    assert response.status_code == 200
    body(response)
