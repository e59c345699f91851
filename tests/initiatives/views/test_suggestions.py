import pytest

from tests import makers

pytestmark = pytest.mark.django_db
ADDRESS = "/suggestions/"


def test_suggestions_are_public_json_that_caches_may_keep(client):
    makers.make_initiative("Verger communal")
    response = client.get(ADDRESS, {"q": "verg"})
    assert response.json() == {
        "suggestions": [
            {
                "kind": "titre",
                "label": "Verger communal",
                "note": "Brest (29)",
                "url": "/initiatives/verger-communal/",
            }
        ]
    }
    assert "public" in response.headers["Cache-Control"]
    assert (
        client.get(
            ADDRESS, headers={"If-None-Match": response.headers["ETag"]}, data={"q": "verg"}
        ).status_code
        == 304
    )
    assert client.post(ADDRESS).status_code == 405


@pytest.mark.parametrize(
    "query", ["", "q=", "q=%00", "q=v%00e%00r", "q=%ff", "q=" + "e" * 100_000, "q=v", "q=le+la"]
)
def test_hostile_or_empty_texts_suggest_nothing_or_something(client, query):
    makers.make_initiative("Verger communal")
    assert client.get(f"{ADDRESS}?{query}").status_code == 200


def test_markup_in_a_title_is_text(client):
    makers.make_initiative("<img src=x onerror=alert(1)> du verger")
    response = client.get(ADDRESS, {"q": "verger"})
    assert response.headers["Content-Type"] == "application/json"
    assert response.json()["suggestions"][0]["label"] == "<img src=x onerror=alert(1)> du verger"


@pytest.mark.parametrize("path", ["/initiatives/", "/carte/"])
def test_pages_say_which_words_they_searched(client, path):
    makers.make_initiative("Fablab de Brest")
    body = client.get(path, {"q": "fabalb"}).content.decode()
    assert "Aucune initiative pour «\u00a0fabalb\u00a0»." in body
    assert 'href="?q=fabalb&amp;exact=1"' in body
    assert 'value="fablab"' in body
    assert "Fablab de Brest</a>" in body
    body = client.get(path, {"q": "fabalb", "exact": "1"}).content.decode()
    assert "Fablab de Brest</a>" not in body
    assert '<a href="?q=fablab">fablab</a>' in body


@pytest.mark.parametrize("path", ["/initiatives/", "/carte/"])
def test_pages_say_which_words_they_did_without(client, path):
    makers.make_initiative("Fablab de Brest")
    body = client.get(path, {"q": "fablab xyz"}).content.decode()
    assert "Voici celles pour «\u00a0<strong>fablab</strong>\u00a0», sans le mot «\u00a0xyz\u00a0»." in body
    body = client.get(path, {"q": "fablab xyz <b> wxw"}).content.decode()
    assert ", sans les mots «\u00a0xyz\u00a0», «\u00a0b\u00a0» et «\u00a0wxw\u00a0»." in body
    assert 'href="?q=fablab+xyz+%3Cb%3E+wxw&amp;exact=1"' in body
    assert "<b>" not in body.partition("Voici celles pour")[2].partition("</p>")[0]


@pytest.mark.parametrize("path", ["/initiatives/", "/carte/"])
def test_pages_offer_to_search_near_a_place(client, path):
    makers.make_initiative("Fablab de Brest")
    makers.make_commune("29155", "Ouessant", (48.46, -5.1))
    body = client.get(path, {"q": "fablab Ouessant"}).content.decode()
    assert (
        '<a href="?q=fablab&amp;pres=29155">Chercher «\u00a0fablab\u00a0» près de Ouessant (29)</a>' in body
    )


@pytest.mark.parametrize("path", ["/", "/initiatives/", "/carte/"])
def test_the_field_is_there_for_scripts_and_without(client, path):
    body = client.get(path).content.decode()
    assert 'data-tc-suggestions="/suggestions/"' in body
    assert 'id="q" name="q" type="search" maxlength="200"' in body
    assert 'role="combobox"' not in body
