"""Pictures for sharing over HTTP."""

import re
from threading import Lock

import pytest

from initiatives.models import Initiative
from moderation import actions, erasure
from moderation.authors import Author
from opendata.views import pictures
from tests import makers

pytestmark = pytest.mark.django_db
OG = re.compile(r'<meta property="og:image" content="http://127\.0\.0\.1:8000([^"]+)">')


@pytest.fixture(autouse=True)
def nothing_drawn(monkeypatch):
    pictures._drawn.clear()


def make_pages():
    makers.make_initiative(actors=[makers.make_actor()])
    makers.make_event()
    makers.make_article()
    return {
        "/initiatives/jardin-partage-du-bouguen/": "/partage/initiatives/jardin-partage-du-bouguen.jpg",
        "/acteurs/les-jardins-du-bouguen/": "/partage/acteurs/les-jardins-du-bouguen.jpg",
        "/rencontres/portes-ouvertes-du-jardin/": "/partage/rencontres/portes-ouvertes-du-jardin.jpg",
        "/analyses/ce-que-le-jardin-nous-a-appris/": "/partage/analyses/ce-que-le-jardin-nous-a-appris.jpg",
        "/themes/alimentation/": "/partage/themes/alimentation.jpg",
        "/territoires/departement/29/": "/partage/territoires/departement/29.jpg",
        "/territoires/commune/29019/": "/partage/territoires/commune/29019.jpg",
    }


def test_each_page_names_its_picture_which_is_there(client):
    for page, picture in make_pages().items():
        html = client.get(page).content.decode()
        (address,) = OG.findall(html)
        assert address.startswith(picture + "?v=")
        assert '<meta property="og:image:alt" content="' in html
        assert '<meta property="og:image:width" content="1200">' in html
        assert '<meta name="twitter:card" content="summary_large_image">' in html
        response = client.get(address)
        assert response.headers["Content-Type"] == "image/jpeg"
        assert response.content.startswith(b"\xff\xd8")
        # The page and the picture agree on the version.
        assert response.headers["ETag"] == f'"{address.partition("?v=")[2]}"'


def test_the_site_has_its_own(client):
    assert OG.findall(client.get("/initiatives/").content.decode()) == ["/static/img/partage.png"]


def test_who_has_it_is_told_so_and_nothing_is_drawn(client, monkeypatch):
    (path, *_) = make_pages().values()
    tag = client.get(path).headers["ETag"]
    monkeypatch.setattr(pictures, "jpeg", lambda picture: pytest.fail("drawn again"))
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
    assert client.get(path).status_code == 200  # kept by the process
    assert client.post(path).status_code == 405


def test_a_picture_changes_with_what_it_says(client):
    page, path = next(iter(make_pages().items()))
    before = client.get(path)
    sheet = Initiative.objects.get()
    sheet.title = "Un tout autre jardin"
    sheet.save()
    actions.amend(sheet=sheet, by=Author.system())
    after = client.get(path)
    assert before.headers["ETag"] != after.headers["ETag"]
    assert before.content != after.content
    assert after.headers["ETag"].strip('"') in client.get(page).content.decode()


@pytest.mark.parametrize("status", ["unconfirmed", "pending", "refused", "archived", "withdrawn"])
def test_what_is_not_public_has_none(client, status):
    sheet, actor = makers.make_initiative(status=status), makers.make_actor(status=status)
    assert client.get(f"/partage/initiatives/{sheet.slug}.jpg").status_code == 404
    assert client.get(f"/partage/acteurs/{actor.slug}.jpg").status_code == 404


def test_what_is_withdrawn_or_erased_stops_at_once(client):
    sheet = makers.make_initiative()
    path = f"/partage/initiatives/{sheet.slug}.jpg"
    tag = client.get(path).headers["ETag"]
    sheet = actions.withdraw(sheet=sheet, by=Author.system())
    assert client.get(path).status_code == 404
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 404
    erasure.erase(sheet=sheet)
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "initiatives/nulle-part",
        "acteurs/nulle-part",
        "themes/nulle-part",
        "territoires/departement/99",
        "territoires/zzz/29",
        "territoires/departement/..%2F29",
    ],
)
def test_nothing_else_answers(client, path):
    assert client.get(f"/partage/{path}.jpg").status_code == 404


def test_asking_for_many_costs_little(client, monkeypatch):
    monkeypatch.setattr(pictures, "DRAWN_AN_HOUR", 1)
    initiative, actor, *_ = make_pages().values()
    assert client.get(initiative).status_code == 200
    refused = client.get(actor)
    assert refused.status_code == 302
    assert refused.url == "/static/img/partage.png"
    assert refused.headers["Cache-Control"] == "no-store"
    assert client.get(initiative).status_code == 200


def test_one_is_drawn_at_a_time(client, monkeypatch):
    (path, *_) = make_pages().values()
    held = Lock()
    held.acquire()
    monkeypatch.setattr(pictures, "_pencil", held)
    monkeypatch.setattr(pictures, "PATIENCE", 0.01)
    assert client.get(path).status_code == 302
    held.release()
    assert client.get(path).status_code == 200
    assert not held.locked()


def test_a_fault_puts_the_pencil_down(client, monkeypatch):
    (path, *_) = make_pages().values()

    def broken(picture):
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr(pictures, "jpeg", broken)
        with pytest.raises(ZeroDivisionError):
            client.get(path)
    assert client.get(path).status_code == 200
