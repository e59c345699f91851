"""Hostile addresses and queries; the numbers are those of docs/hostile-input.md."""

import json

import pytest
from django.urls import reverse

from initiatives.filters import NAMES
from initiatives.models import Actor
from tests import makers
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db

LISTS = ["/initiatives/", "/carte/", "/acteurs/", "/etiquettes/", "/communes/", "/suggestions/"]
SHEETS = ["/initiatives/{}/", "/acteurs/{}/", "/themes/{}/", "/etiquettes/{}/", "/territoires/commune/{}/"]
EVERYWHERE = "/carte/tuiles/0/0/0.json"


@pytest.fixture(autouse=True)
def sheets():
    return [makers.make_initiative(f"Jardin numéro {number}", tags=["compost"]) for number in range(3)]


def titles(response):
    return response.content.decode().count("Jardin numéro ")


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    "query", ["q=%00", "q=a%00b", "q%00=a", "theme=%00&tag=%00&territoire=%00&acteur=%00&pres=%00"]
)
def test_01_nul_in_a_query_is_ignored(client, path, query):
    assert client.get(f"{path}?{query}").status_code == 200


def test_01_a_query_of_nul_alone_is_no_query(client):
    assert titles(client.get("/initiatives/?q=%00")) == titles(client.get("/initiatives/")) > 0


@pytest.mark.parametrize("path", SHEETS)
@pytest.mark.parametrize(
    "slug", ["%00", "a%00b", "%ff", "%ed%a0%80", "%E2%80%AE", "a" * 3000, "..%2f..%2fetc", "%F0%9F%8C%B1"]
)
def test_01_nul_and_other_odd_slugs_are_not_found(client, path, slug):
    assert client.get(path.format(slug)).status_code == 404


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    "query", ["q=" + "é" * 50_000, "q=%ff", "q=%ff%fe%00", "q=%ed%a0%80", "q=%EF%BF%BF", "q=%"]
)
def test_02_long_or_broken_queries_are_read(client, path, query):
    assert client.get(f"{path}?{query}").status_code == 200


def test_02_a_long_query_is_cut(client):
    body = client.get("/initiatives/?q=" + "x" * 100_000).content.decode()
    assert "x" * 200 in body
    assert "x" * 201 not in body


@pytest.mark.parametrize("page", ["-1", "0", "abc", "1e3", "10" * 16, "", "1.5", "%00", "٣", "²"])
@pytest.mark.parametrize("path", ["/initiatives/", "/acteurs/", "/etiquettes/", "/etiquettes/compost/"])
def test_03_a_page_that_makes_no_sense_is_the_nearest_one(client, path, page):
    assert client.get(f"{path}?page={page}").status_code == 200


def test_03_past_the_end_is_the_last_page_and_no_number_the_first(client):
    for number in range(30):
        makers.make_initiative(f"Jardin numéro 1{number}")
    first, last = (titles(client.get(f"/initiatives/?page={page}")) for page in (1, 2))
    assert first > last > 0
    assert titles(client.get("/initiatives/?page=999")) == last
    assert titles(client.get("/initiatives/?page=1" + "0" * 30)) == first


MARKUP = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E"


@pytest.mark.parametrize(
    "path", ["/initiatives/", "/carte/", "/acteurs/", "/etiquettes/", "/etiquettes/compost/"]
)
@pytest.mark.parametrize("name", [*NAMES, "page", "ou", "inconnu"])
def test_04_markup_in_a_query_is_escaped(client, path, name):
    response = client.get(f"{path}?{name}={MARKUP}&q=jardin", follow=True)
    assert response.status_code == 200
    assert b'"><script>' not in response.content
    assert b"<script>alert" not in response.content


@pytest.mark.parametrize(
    "order", ["actor__email", "__class__", "-pk", "titre; DROP TABLE", "submitted_by__email"]
)
def test_05_an_unknown_order_is_the_default_one(client, order):
    assert titles(client.get("/initiatives/", {"tri": order})) == titles(client.get("/initiatives/"))


@pytest.mark.parametrize(
    "query",
    [
        "&".join(["theme=x"] * 500),
        "&".join(f"theme=x{number}" for number in range(500)),
        "&".join(["tag=x"] * 500),
        "theme=inconnu",
        "territoire=departement-999",
        "territoire=planete-mars",
        "territoire=departement-",
        "acteur=personne",
        "type=extraterrestre&avancement=plus-tard&echelle=infinie&pres=99999",
        "verifie=0",
        "verifie=%00",
        "verifie=" + "1" * 5000,
        "verifie[]=1&Verifie=1",
    ],
)
def test_06_filters_that_name_nothing_are_ignored(client, query):
    assert titles(client.get(f"/initiatives/?{query}")) == titles(client.get("/initiatives/"))


@pytest.mark.parametrize(
    "box",
    [
        "nan,inf,1,2",
        "5,5,-5,-5",
        "-200,-100,200,100",
        "1,2,3",
        "1,2,3,4,5",
        "a,b,c,d",
        ",,,",
        "1e400,0,1,1",
        "%00",
    ],
)
def test_07_a_box_that_makes_no_sense_is_ignored(client, box):
    assert titles(client.get(f"/initiatives/?bbox={box}")) == titles(client.get("/initiatives/"))
    assert client.get(f"/carte/?bbox={box}").status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver@evil.example", "127.0.0.1:80@evil.example", "a\x00b", ""]
)
def test_10_another_host_is_refused(host):
    assert StrictClient().get("/", HTTP_HOST=host, SERVER_NAME=host).status_code == 400


@pytest.mark.parametrize(
    "header", ["HTTP_X_FORWARDED_HOST", "HTTP_X_HOST", "HTTP_FORWARDED", "HTTP_X_FORWARDED_SERVER"]
)
def test_10_a_forged_host_reaches_no_page(client, sheets, header):
    for path in [
        "/",
        "/initiatives/",
        sheets[0].get_absolute_url(),
        "/sitemap.xml",
        "/robots.txt",
        "/nulle-part/",
    ]:
        assert b"evil.example" not in client.get(path, **{header: "evil.example"}).content


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "http:///evil.example",
        "javascript:alert(1)",
    ],
)
def test_12_after_logging_in_one_stays_here(client, address):
    makers.make_administrator("administration")
    form = {"username": "administration", "password": makers.PASSWORD, "next": address}
    response = client.post(f"{reverse('admin:login')}?next={address}", form)
    assert response.status_code == 302
    assert response.headers["Location"] == "/admin/"


@pytest.mark.parametrize(
    "tile",
    [
        "23/0/0",
        "99/0/0",
        "0/1/0",
        "0/0/1",
        "3/8/0",
        "3/0/8",
        "-1/0/0",
        "0/-1/0",
        "a/0/0",
        "0/0/b",
        "0/0/1e3",
        "22/4194304/0",
    ],
)
def test_13_a_tile_that_does_not_exist_is_not_found(client, tile):
    assert client.get(f"/carte/tuiles/{tile}.json").status_code == 404


@pytest.mark.parametrize(
    "query", ["q=%00", "theme=x", "bbox=nan,inf,1,2", "page=-1", f"q={MARKUP}", "q=%ff", "territoire=%00"]
)
def test_13_a_tile_reads_its_filters_as_pages_do(client, query):
    assert client.get(f"{EVERYWHERE}?{query}").status_code == 200


def test_13_a_tile_ignores_filters_that_name_nothing(client):
    whole = json.loads(client.get(EVERYWHERE).content)
    assert whole["count"] == 3
    assert json.loads(client.get(f"{EVERYWHERE}?theme=inconnu&bbox=nan,inf,1,2").content) == whole


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("path", ["/", "/initiatives/", "/carte/", EVERYWHERE, "/a-propos/"])
def test_public_pages_are_only_read(client, path, method):
    assert getattr(client, method)(path).status_code == 405


def test_a_name_in_the_address_never_chooses_a_method_or_an_attribute(client):
    """`type` and others are compared with lists of values, never used to look something up in Python."""
    for value in ["__class__", "objects", "Kind", *Actor.Kind.names]:
        assert client.get("/acteurs/", {"type": value}).status_code == 200
