"""oEmbed over HTTP."""

import json
from xml.etree import ElementTree

import pytest

from tests import makers

pytestmark = pytest.mark.django_db
GARDEN = "http://127.0.0.1:8000/initiatives/jardin-partage-du-bouguen/"
# What the specification requires of the type « rich », and what it lets one say besides.
REQUIRED = {"type", "version", "html", "width", "height"}
OPTIONAL = {
    "title", "author_name", "author_url", "provider_name", "provider_url", "cache_age", "thumbnail_url",
    "thumbnail_width", "thumbnail_height",
}  # fmt: skip


def test_json(client):
    makers.make_initiative()
    response = client.get("/oembed", {"url": GARDEN})
    assert response.headers["Content-Type"] == "application/json"
    found = json.loads(response.content)
    assert REQUIRED <= set(found) <= REQUIRED | OPTIONAL
    assert isinstance(found["width"], int) and isinstance(found["height"], int)
    assert client.get("/oembed", {"url": GARDEN, "format": "json"}).content == response.content


def test_xml(client):
    makers.make_initiative()
    response = client.get("/oembed", {"url": GARDEN, "format": "xml"})
    assert response.headers["Content-Type"] == "text/xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)
    assert root.tag == "oembed"
    assert REQUIRED <= {child.tag for child in root} <= REQUIRED | OPTIONAL


def test_refusals(client):
    assert client.get("/oembed", {"url": GARDEN, "format": "yaml"}).status_code == 501
    assert client.get("/oembed", {"url": GARDEN}).status_code == 404
    assert client.get("/oembed", {"url": "https://ailleurs.exemple/"}).status_code == 404
    assert client.get("/oembed").status_code == 400
    assert client.post("/oembed", {"url": GARDEN}).status_code == 405


def test_scripts_of_any_site_may_read_every_answer_and_caches_keep_it(client):
    makers.make_initiative()
    answers = [client.get("/oembed", {"url": GARDEN})]
    assert "public" in answers[0].headers["Cache-Control"]
    tag = answers[0].headers["ETag"]
    answers.append(client.get("/oembed", {"url": GARDEN}, headers={"If-None-Match": tag}))
    assert answers[1].status_code == 304
    answers.append(client.get("/oembed", {"url": "x"}))
    assert {answer.headers["Access-Control-Allow-Origin"] for answer in answers} == {"*"}
    assert not any(answer.cookies for answer in answers)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/carte/?theme=alimentation",
        "/initiatives/?q=jardin",
        "/themes/alimentation/",
        "/etiquettes/compost/",
        "/territoires/departement/29/",
        "/appels/",
        "/rencontres/",
        "/initiatives/jardin-partage-du-bouguen/",
        "/acteurs/les-jardins-du-bouguen/",
    ],
)
def test_pages_lead_to_it(client, path):
    makers.make_initiative(tags=["compost"], actors=[makers.make_actor()])
    page = client.get(path).content.decode()
    start = page.index('<link rel="alternate" type="application/json+oembed" href="') + len(
        '<link rel="alternate" type="application/json+oembed" href="'
    )
    address = page[start : page.index('"', start)].replace("&amp;", "&")
    assert address.startswith("http://127.0.0.1:8000/oembed?url=")
    response = client.get(address.removeprefix("http://127.0.0.1:8000"))
    assert response.status_code == 200
    assert json.loads(response.content)["type"] == "rich"


@pytest.mark.parametrize(
    "path", ["/a-propos/", "/integrer/", "/integrer/liste/", "/nulle-part/", "/initiatives/x/"]
)
def test_other_pages_do_not(client, path):
    assert "json+oembed" not in client.get(path).content.decode()
