"""Pages made for paper and for walls: what they say, how much they ask of the database, what they let through."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from moderation.models import Status
from tests import makers

pytestmark = pytest.mark.django_db
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "A" * 120,
    "🥕" * 60,
    "\u202eegatrap nidraj",
    "مشروع حديقة مشتركة",
]


def address(path, sheets, **words):
    return f"{path}?n={'.'.join(str(sheet.pk) for sheet in sheets)}" + "".join(
        f"&{name}={text}" for name, text in words.items()
    )


def test_booklet_has_a_cover_a_map_contents_a_page_for_each_and_a_last_one(client):
    actor = makers.make_actor()
    sheets = [
        makers.make_initiative("Jardin partagé", actors=[actor], phone="02 98 00 00 00"),
        makers.make_initiative("Wiki des communs", position=None),
    ]
    page = client.get(
        address(
            "/kit/livret/", sheets, titre="Forum", soustitre="Une soirée", lieu="Brest", date="2026-03-01"
        )
    )
    html = page.content.decode()
    assert html.count('class="leaf ') == 1 + 1 + 1 + 2 + 1
    for words in ("Forum", "Une soirée", "1er\u00a0mars 2026", "02 98 00 00 00", actor.name, "le numéro 2"):
        assert words in html
    assert html.index("Jardin partagé</h2>") < html.index("Wiki des communs</h2>")
    assert 'content="noindex"' in html
    assert html.count('class="qr"') == 3


def test_order_of_the_address_is_that_of_the_pages(client):
    first, second = makers.make_initiative("Un"), makers.make_initiative("Deux")
    html = client.get(address("/kit/livret/", [second, first])).content.decode()
    assert re.findall(r'id="fiche-\d">(\w+)</h2>', html) == ["Deux", "Un"]


@pytest.mark.parametrize("path", ["/kit/livret/", "/kit/diapos/"])
def test_queries_do_not_grow_with_the_basket(client, path):
    actor, theme = makers.make_actor(), makers.make_theme()
    sheets = [
        makers.make_initiative(
            f"Initiative {number}",
            theme=theme,
            actors=[actor],
            tags=["compost"],
            photos=[makers.make_photo()],
        )
        for number in range(60)
    ]
    client.get(address(path, sheets[:1]))
    counts = []
    for few in (sheets[:2], sheets):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address(path, few)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


@pytest.mark.parametrize("path", ["/kit/", "/kit/livret/", "/kit/diapos/", "/kit/emargement/"])
@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(client, path, words):
    typed = words.replace("\u202e", "")  # the forms of sheets take it away
    sheet = makers.make_initiative("<b>Gras</b>" + "W" * 100, summary=typed, description=typed)
    page = client.get(path, {"n": str(sheet.pk), "titre": words, "soustitre": words, "lieu": words})
    html = page.content.decode()
    assert page.status_code == 200
    for markup in ("<script>alert", "<img src=x", "<b>Gras", "\u202e"):
        assert markup not in html


def test_long_words_are_cut(client):
    html = client.get("/kit/emargement/", {"titre": "é" * 4000}).content.decode()
    assert "é" * 120 in html
    assert "é" * 121 not in html


def test_slides_have_anchors_and_an_empty_basket_still_makes_two(client):
    sheets = [makers.make_initiative("Jardin partagé")]
    html = client.get(address("/kit/diapos/", sheets)).content.decode()
    assert re.findall(r'<section class="slide[^"]*" id="(d\d+)"', html) == ["d1", "d2", "d3", "d4"]
    assert 'href="#d2"' in html
    assert client.get("/kit/diapos/").content.decode().count("<section") == 2
    assert "Ce livret n’a pas encore d’initiative" in client.get("/kit/livret/").content.decode()


def test_poster_says_what_is_sought(client):
    sheet = makers.make_initiative("Jardin partagé")
    for number in range(4):
        makers.make_call(f"Des bras {number}", initiative=sheet)
    html = client.get(f"/initiatives/{sheet.slug}/affiche/").content.decode()
    assert html.count("Des bras ") == 3
    assert "Jardin partagé</h1>" in html
    assert 'class="qr"' in html


def test_poster_of_what_moved_and_of_what_is_hidden(client):
    sheet, hidden = makers.make_initiative("Jardin"), makers.make_initiative("Secret", status=Status.PENDING)
    former = sheet.slug
    sheet.rename("verger")
    sheet.save()
    moved = client.get(f"/initiatives/{former}/affiche/")
    assert (moved.status_code, moved.headers["Location"]) == (301, "/initiatives/verger/affiche/")
    for slug in (hidden.slug, "rien-de-tel"):
        assert client.get(f"/initiatives/{slug}/affiche/").status_code == 404


@pytest.mark.parametrize(
    ("asked", "pages"),
    [("", 2), ("1", 1), ("13", 2), ("0", 1), ("-4", 2), ("99999999999", 2), ("9999", 20), ("é", 2)],
)
def test_attendance_lines(client, asked, pages):
    html = client.get("/kit/emargement/", {"lignes": asked}).content.decode()
    assert html.count('class="leaf ') == pages
    assert html.count('class="box-to-tick"') == 12 * pages
    assert "CNIL" in html


@pytest.mark.parametrize("path", ["/kit/", "/kit/livret/", "/kit/diapos/", "/kit/emargement/"])
def test_pages_are_kept_by_caches_without_a_cookie(client, path):
    page = client.get(path)
    assert "max-age=60" in page.headers["Cache-Control"]
    assert not page.cookies
    assert client.get(path, headers={"If-None-Match": page.headers["ETag"]}).status_code == 304
