"""The feed of calls, read back."""

import feedparser
import pytest

from initiatives.views.call_feed import readable
from tests import makers

pytestmark = pytest.mark.django_db


def read(client, query=""):
    response = client.get(f"/flux/appels.atom{query}")
    assert response.status_code == 200 and "cookie" not in response.headers.get("Vary", "").lower()
    feed = feedparser.parse(response.content)
    assert not feed.bozo
    return response, feed


def test_what_it_says(client, settings):
    settings.SITE_URL = "https://annuaire.exemple.fr"
    call = makers.make_call(
        "Arroser & biner", text="On *arrose* le soir, <script>alert(1)</script>, sans façons."
    )
    response, feed = read(client)
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    assert feed.feed.id == feed.feed.links[-1].href == "https://annuaire.exemple.fr/flux/appels.atom"
    (entry,) = feed.entries
    assert entry.title == "Arroser & biner"
    assert entry.link == f"https://annuaire.exemple.fr{call.get_absolute_url()}"
    assert entry.id == f"tag:annuaire.exemple.fr,2026:appel-{call.pk}"
    assert "<em>arrose</em>" in entry.summary and "<script>" not in entry.summary
    assert "Brest (29)" in entry.summary
    assert [tag.term for tag in entry.tags] == ["Des personnes", "Alimentation et agriculture"]


def test_the_filters_of_the_list(client):
    makers.make_call("Arroser")
    makers.make_call("Une grange", initiative=makers.make_initiative("Autre"), kind="lieu")
    _, feed = read(client, "?appel=lieu")
    assert [entry.title for entry in feed.entries] == ["Une grange"]
    assert feed.feed.title.endswith("un lieu")
    makers.make_paris()
    assert read(client, "?territoire=departement-75")[1].entries == []
    assert len(read(client, "?appel=%00&tri=x&theme=%ff")[1].entries) == 2


def test_the_same_answer_is_304(client):
    makers.make_call()
    response, _ = read(client)
    again = client.get("/flux/appels.atom", headers={"if-none-match": response.headers["ETag"]})
    assert again.status_code == 304


def test_characters_that_xml_forbids(client):
    makers.make_call("Arro\x08ser\ufffe", text="Deux\x0b heures par semaine, le soir, quand on veut.")
    _, feed = read(client)
    assert feed.entries[0].title == "Arroser"
    assert readable("a\x00b\ud800c\u2028") == "abc\u2028"
