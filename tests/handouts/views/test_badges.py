"""Badges: names are shown once, and kept nowhere."""

import logging

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db
NAMES = "Awa Diop, Jardin\n<script>alert(1)</script>; <b>x</b>\n"


def test_names_make_a_page_and_are_kept_nowhere(client, caplog):
    client.get("/kit/badges/")
    with caplog.at_level(logging.DEBUG), CaptureQueriesContext(connection) as queries:
        page = client.post("/kit/badges/", {"titre": "Forum", "noms": NAMES, "vierges": "9"})
    html = page.content.decode()
    assert html.count('class="badge"') == 11
    assert html.count('class="leaf ') == 2
    assert "Awa Diop" in html
    assert "<script>alert" not in html
    assert "<b>x" not in html
    assert "no-store" in page.headers["Cache-Control"]
    assert not page.cookies
    assert not any("Diop" in query["sql"] for query in queries)
    assert not any(query["sql"].startswith(("INSERT", "UPDATE", "DELETE")) for query in queries)
    logged = [
        record
        for record in caplog.records
        if record.name != "django.db.backends" and "Diop" in record.getMessage()
    ]
    assert logged == []


def test_names_in_an_address_are_not_read(client):
    html = client.get("/kit/badges/?noms=Gwenola+Kervran&titre=Forum").content.decode()
    assert "Gwenola" not in html
    assert 'value="Forum"' in html


def test_no_cookie_and_no_token_are_needed():
    page = StrictClient(enforce_csrf_checks=True).post("/kit/badges/", {"vierges": "10"})
    assert page.content.decode().count('class="badge"') == 10


def test_mistakes_keep_what_was_typed(client):
    html = client.post("/kit/badges/", {"titre": "Forum", "noms": "Jo", "vierges": "dix"}).content.decode()
    assert "Erreur" in html
    assert ">\nJo</textarea>" in html


def test_other_methods(client):
    assert client.put("/kit/badges/").status_code == 405
