from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from moderation.models import Status
from territoires.sitemaps import SITEMAPS, SheetMap
from tests import makers

pytestmark = pytest.mark.django_db
NAMESPACE = {"m": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def addresses(response):
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/xml"
    return [
        element.text for element in ElementTree.fromstring(response.content).iterfind(".//m:loc", NAMESPACE)
    ]


def section(client, name, **query):
    return addresses(client.get(f"/sitemap-{name}.xml", query))


def test_the_index_names_every_section(client):
    makers.make_initiative()
    index = addresses(client.get("/sitemap.xml"))
    assert [urlsplit(address).path for address in index] == [f"/sitemap-{name}.xml" for name in SITEMAPS]
    for address in index:
        assert client.get(urlsplit(address).path).status_code == 200


def test_addresses_are_those_of_the_site_whatever_host_was_asked(client, settings):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://exemple.org", ["*"]
    makers.make_initiative()
    forged = {"HTTP_HOST": "evil.example", "HTTP_X_FORWARDED_HOST": "evil.example"}
    for path in ["/sitemap.xml", *(f"/sitemap-{name}.xml" for name in SITEMAPS)]:
        found = addresses(client.get(path, **forged))
        assert [address for address in found if not address.startswith("https://exemple.org/")] == []


def test_every_address_is_a_page(client):
    makers.make_initiative(tags=["compost"], actors=[makers.make_actor()])
    pages = [address for name in SITEMAPS for address in section(client, name)]
    assert len(pages) == len(set(pages))
    for kind in (
        "initiatives",
        "acteurs",
        "themes",
        "etiquettes",
        "territoires/region",
        "territoires/departement",
    ):
        assert any(f"/{kind}/" in address for address in pages), kind
    for address in pages:
        assert client.get(urlsplit(address).path).status_code == 200, address


@pytest.mark.parametrize(
    "status", [status for status in Status if status not in (Status.PUBLISHED, Status.MERGED)]
)
def test_what_is_not_published_is_absent(client, status):
    makers.make_initiative("Jardin", status=status, tags=["compost"])
    makers.make_actor("Les Mains vertes", status=status)
    for name in ("initiatives", "acteurs", "etiquettes"):
        assert section(client, name) == []


def test_the_index_reads_no_sheet(client, django_assert_max_num_queries):
    for number in range(3):
        makers.make_initiative(f"Jardin {number}")
    with django_assert_max_num_queries(2 * len(SITEMAPS)) as captured:
        client.get("/sitemap.xml")
    assert [query["sql"] for query in captured.captured_queries if '"slug"' in query["sql"]] == []


def test_a_sheet_says_when_it_changed(client, time_machine):
    time_machine.move_to("2026-03-14T12:00:00Z", tick=False)
    makers.make_initiative()
    sheet = client.get("/sitemap-initiatives.xml").content.decode()
    assert "<lastmod>2026-03-14</lastmod>" in sheet


def test_long_sections_are_cut_and_each_part_is_in_the_index(client, monkeypatch, settings):
    settings.SITE_URL = "https://exemple.org"
    monkeypatch.setattr(SheetMap, "limit", 2)
    for number in range(5):
        makers.make_initiative(f"Jardin {number}")
    index = addresses(client.get("/sitemap.xml"))
    assert [address for address in index if "initiatives" in address] == [
        f"https://exemple.org/sitemap-initiatives.xml{part}" for part in ("", "?p=2", "?p=3")
    ]
    parts = [section(client, "initiatives", p=number) for number in (1, 2, 3)]
    assert [len(part) for part in parts] == [2, 2, 1]
    assert parts[0][0].endswith("/initiatives/jardin-0/")
    assert client.get("/sitemap-initiatives.xml?p=9").status_code == 404
    assert client.get("/sitemap-inconnue.xml").status_code == 404
