import json
from urllib.parse import quote

import pytest
from django.test import Client

from places.models import Commune, Department

pytestmark = pytest.mark.django_db


@pytest.fixture
def communes():
    finistere = Department.objects.create(code="29", name="Finistère")
    return Commune.objects.bulk_create(
        Commune(
            code=f"29{number:03}",
            name=f"Plou{name}",
            department=finistere,
            population=number,
            postcodes=["29000", "29100", "29200", "29300"],
            former_names=["Vieux-Bourg"] if number == 1 else [],
        )
        for number, name in enumerate(
            ["arzel", "daniel", "edern", *("gonven" + letter for letter in "abcdefghij")]
        )
    )


def test_the_answer(client, communes):
    answer = client.get("/communes/", {"q": "plouarzel"})
    assert answer.json() == {
        "communes": [
            {
                "code": "29000",
                "name": "Plouarzel",
                "label": "Plouarzel (29)",
                "former": None,
                "department": "Finistère",
                "postcodes": ["29000", "29100", "29200"],
                "latitude": None,
                "longitude": None,
            }
        ]
    }
    assert answer.headers["Content-Type"] == "application/json"
    assert set(answer.headers["Cache-Control"].split(", ")) == {"public", "max-age=3600"}
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_ten_at_most_the_most_populated_first(client, communes):
    populations = [commune["code"] for commune in client.get("/communes/?q=plou").json()["communes"]]
    assert populations == [f"29{number:03}" for number in range(12, 2, -1)]


def test_a_former_name_is_told(client, communes):
    (commune,) = client.get("/communes/?q=vieux bourg").json()["communes"]
    assert (commune["name"], commune["former"]) == ("Ploudaniel", "Vieux-Bourg")


def test_two_queries_whatever_is_found(client, communes, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/communes/?q=plou")
    with django_assert_num_queries(2):
        client.get("/communes/?q=plou finistere")


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?q=",
        "?q=%00",
        "?q=bre%00st",
        "?q=%ff",
        "?q=%ed%a0%80",  # a lone surrogate
        "?q=" + "a" * 100_000,
        "?q=" + quote("'\"><script>\\ :* & | !"),
        "?q=a&q=b",
        "?other=1",
    ],
)
def test_hostile_text_is_answered(client, communes, query):
    answer = client.get(f"/communes/{query}")
    assert answer.status_code == 200
    assert len(json.loads(answer.content)["communes"]) <= 10


def test_only_reading(db):
    assert Client().post("/communes/").status_code == 405
    assert Client().head("/communes/?q=x").status_code == 200
