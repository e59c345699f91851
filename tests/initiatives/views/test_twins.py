"""The sheets that may already tell what is being typed."""

import pytest

from moderation.models import Status
from tests import makers

pytestmark = pytest.mark.django_db
ADDRESS = "/suggestions/jumelles/"
TITLE = "Jardin partagé du Bouguen"
POINT = "29019;48.39;-4.486"


@pytest.fixture(autouse=True)
def garden():
    return makers.make_initiative(TITLE, position=(48.39, -4.486))


def asked(client, title=TITLE, *places):
    return client.get(ADDRESS, {"titre": title, "lieu": places}).json()["twins"]


def test_twins_are_public_json_that_caches_may_keep(client, garden):
    response = client.get(ADDRESS, {"titre": TITLE, "lieu": POINT})
    assert response.json() == {
        "twins": [
            {
                "title": TITLE,
                "url": garden.get_absolute_url(),
                "note": "Brest (29), au même endroit, même nom",
            }
        ]
    }
    assert "public" in response.headers["Cache-Control"] and "Set-Cookie" not in response.headers
    again = client.get(
        ADDRESS, {"titre": TITLE, "lieu": POINT}, headers={"If-None-Match": response.headers["ETag"]}
    )
    assert again.status_code == 304
    assert client.post(ADDRESS).status_code == 405


@pytest.mark.parametrize(
    ("title", "place", "note"),
    [
        (TITLE.lower(), "29019", "Brest (29), même nom"),
        ("Le jardin partagé du Bouguen", "29019;;", "Brest (29), nom très proche"),
        ("Le potager du Bouguen", ";48,393;−4,486", "Brest (29), à 330\u00a0m de votre point, nom proche"),
        (TITLE, "29019;nan;-4.486", "Brest (29), même nom"),
        (TITLE, "99999;48.39;-4.486", "Brest (29), au même endroit, même nom"),
    ],
)
def test_where_and_how_alike_is_said_in_words(client, title, place, note):
    assert [twin["note"] for twin in asked(client, title, place)] == [note]


def test_nothing_is_found_without_a_title_or_a_place_or_elsewhere(client):
    assert asked(client, "Jar", POINT) == asked(client, TITLE) == asked(client, TITLE, "75056") == []
    assert asked(client, TITLE, "x", "y", "z", POINT) == []  # a fourth place is one too many


def test_sheets_that_wait_are_nobody_s_to_know(client):
    makers.make_initiative("Verger de Kerinou", status=Status.PENDING)
    assert asked(client, "Verger de Kerinou", "29019", POINT) == []


@pytest.mark.parametrize(
    "query",
    [
        "",
        "titre=%00",
        "titre=J%00ardin&lieu=2%009019",
        "titre=%ff&lieu=%ff",
        "titre=" + "jardin " * 20_000 + "&lieu=29019",
        "titre=jardin&lieu=" + "9" * 5000,
        "titre=jardin&" + "lieu=29019&" * 500,
        "titre=jardin&lieu=29019;1e400;1e400",
        "titre=jardin&lieu=29019;inf;nan",
        "titre=jardin&lieu=;-91;181",
        "titre=jardin&lieu=;90;180",
        "titre=%27%29%3B--&lieu=29019%27",
        "titre=%25s%25s%25s%25s&lieu=29019",
        "titre=%26+%7C+%21jardin&lieu=29019",
        "titre=---------&lieu=29019",
        "titre=%E6%97%A5%E6%9C%AC%E6%97%A5%E6%9C%AC&lieu=29019",
    ],
)
def test_hostile_queries_are_answered(client, query):
    assert client.get(f"{ADDRESS}?{query}").status_code == 200


def test_markup_in_a_title_is_text(client):
    makers.make_initiative("<img src=x onerror=alert(1)> du verger")
    response = client.get(ADDRESS, {"titre": "<img src=x onerror=alert(1)> du verger", "lieu": POINT})
    assert response.headers["Content-Type"] == "application/json"
    assert response.json()["twins"][0]["title"].startswith("<img")


def test_queries_are_bounded(client, django_assert_max_num_queries):
    for number in range(8):
        makers.make_initiative(f"{TITLE} {number}", position=(48.39, -4.486))
    with django_assert_max_num_queries(13):
        assert len(asked(client, TITLE, POINT, POINT, POINT)) == 5


def test_the_form_has_the_box_hidden_for_those_who_run_no_script(client):
    page = client.get("/initiatives/proposer/").content.decode()
    assert 'data-tc-twins="/suggestions/jumelles/" hidden' in page
