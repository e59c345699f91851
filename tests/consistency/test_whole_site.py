"""The public site walked from its home page: every link leads somewhere, and nothing private shows anywhere."""

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from moderation import caching
from moderation.models import Status
from tests import makers
from tests.strict_client import PAGES_WITH_COOKIE, StrictClient
from tests.whole_site import PRIVATE_EMAIL, make_whole_site

pytestmark = pytest.mark.django_db

LINK = re.compile(r"\b(?:href|src|action)=\"([^\"]+)\"")
TEMPLATE = re.compile(r"<template.*?</template>", re.DOTALL)  # a script completes its links
LOCATION = re.compile(r"<loc>([^<]+)</loc>")
HIDDEN = [Status.UNCONFIRMED, Status.PENDING, Status.REFUSED, Status.ARCHIVED, Status.WITHDRAWN]
ENOUGH = 250  # addresses: filters multiply without end


def walk(client, start="/"):
    """Return the body of each public address reached by links from `start`, pages before their filtered variants."""
    bodies, waiting, filtered = {}, [start, "/robots.txt", "/sitemap.xml", "/carte/tuiles/0/0/0.json"], []
    while (waiting or filtered) and len(bodies) < ENOUGH:
        address = waiting.pop(0) if waiting else filtered.pop(0)
        if address in bodies or address.startswith("/static/") or PAGES_WITH_COOKIE.match(address):
            continue
        response = client.get(address, follow=True)
        assert response.status_code == 200, f"{address}: {response.status_code}"
        body = b"".join(response) if response.streaming else response.content
        bodies[address] = TEMPLATE.sub("", body.decode("utf-8", "replace"))
        for link in [*LINK.findall(bodies[address]), *LOCATION.findall(bodies[address])]:
            parts = urlsplit(urljoin(address, unescape(link)))
            if parts.hostname in (None, "testserver", "127.0.0.1") and parts.path.startswith("/"):
                (filtered if parts.query else waiting).append(
                    parts.path + ("?" + parts.query if parts.query else "")
                )
    return bodies


def test_every_link_leads_somewhere_and_nothing_private_shows(client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        make_whole_site()
        for status in HIDDEN:
            makers.make_initiative(
                f"Secret {status}",
                status=status,
                tags=[f"secret {status}"],
                actors=[makers.make_actor(f"Secret de {status}", status=status)],
            )
    bodies = walk(client)
    pages = {address: body for address, body in bodies.items() if "<h1" in body}
    assert len(pages) > 60
    assert sum("<ins>" in body for address, body in pages.items() if address.endswith("/historique/")) == 2
    leaks = {
        address: word
        for address, body in bodies.items()
        for word in (PRIVATE_EMAIL, "Le Goff <", "Secret ", "secret-", "exemple.fr@", makers.PASSWORD)
        if word in body
    }
    assert leaks == {}
    assert same_titles({address: body for address, body in pages.items() if "?" not in address}) == {}


def same_titles(pages):
    """Return the titles that several pages share, with their addresses."""
    by_title = {}
    for address, body in pages.items():
        by_title.setdefault(re.search(r"<title>(.*?)</title>", body, re.DOTALL)[1], []).append(address)
    return {title: addresses for title, addresses in by_title.items() if len(addresses) > 1}


@pytest.mark.parametrize("status", HIDDEN)
def test_a_sheet_that_is_not_published_does_not_exist(client, status):
    sheet = makers.make_initiative("Secret", status=status, tags=["secret"], commune=makers.make_commune())
    actor = makers.make_actor("Secret", status=status)
    for address in [sheet.get_absolute_url(), actor.get_absolute_url(), "/etiquettes/secret/"]:
        assert client.get(address).status_code == 404
    for address in [
        "/",
        "/initiatives/?q=secret",
        "/carte/?q=secret",
        "/acteurs/?q=secret",
        "/etiquettes/",
        "/suggestions/?q=secret",
        "/sitemap.xml",
    ]:
        body = client.get(address).content.decode()
        assert sheet.get_absolute_url() not in body
        assert actor.get_absolute_url() not in body
    assert client.get("/carte/tuiles/0/0/0.json").json()["count"] == 0


LISTS = [
    "/",
    "/initiatives/",
    "/initiatives/?q=jardin",
    "/initiatives/?theme=alimentation&tri=titre",
    "/carte/",
    "/carte/tuiles/0/0/0.json",
    "/carte/tuiles/14/7987/5642.json",
    "/acteurs/",
    "/themes/",
    "/themes/alimentation/",
    "/etiquettes/",
    "/etiquettes/compost/",
    "/suggestions/?q=jardin",
    "/suggestions/?q=compost",
    "/initiatives/?q=jradin",
    "/territoires/",
    "/territoires/departement/29/",
    "/territoires/commune/29019/",
    "/sitemap.xml",
]


@pytest.mark.parametrize("address", LISTS)
def test_the_number_of_queries_does_not_grow_with_the_sheets(address):
    def queries():
        caching.forget()  # what is remembered is asked for again
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert StrictClient().get(address, follow=True).status_code == 200
        return [query["sql"] for query in captured]

    def add(numbers):
        for number in numbers:
            actor = makers.make_actor(f"Jardiniers n° {number}", commune=makers.make_commune())
            makers.make_initiative(
                f"Jardin n° {number}",
                actors=[actor],
                tags=["compost"],
                photos=[makers.make_photo(size=(40, 30))],
            )

    add(range(3))
    queries()  # what is fetched once per process, such as content types
    few = queries()
    add(range(3, 30))
    many = queries()
    assert len(many) <= len(few), "\n".join(many)


def test_a_sheet_shows_any_number_of_things_in_the_same_number_of_queries():
    def queries(sheet):
        with CaptureQueriesContext(connection) as captured:
            assert StrictClient().get(sheet.get_absolute_url()).status_code == 200
        return [query["sql"] for query in captured]

    few = makers.make_initiative("Petit jardin", tags=["a"], actors=[makers.make_actor("A")])
    many = makers.make_initiative(
        "Grand jardin",
        tags=["a", "b", "c", "d"],
        actors=[makers.make_actor(f"Actrice n° {number}") for number in range(6)],
        photos=[makers.make_photo(size=(40, 30)) for _ in range(3)],
        themes=[makers.make_theme("numerique", "Numérique et communs")],
    )
    for sheet in (few, many):
        queries(sheet)  # what is remembered of each
    assert len(queries(many)) <= len(queries(few)) + 1, "\n".join(
        queries(many)
    )  # the photos, if there are any
