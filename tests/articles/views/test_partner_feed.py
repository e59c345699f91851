"""The feed of what partner sites publish, read back."""

import feedparser
import pytest

from tests import makers
from tests.partners import make_entry

pytestmark = pytest.mark.django_db


def read(client, query=""):
    response = client.get(f"/flux/partenaires.atom{query}")
    assert response.status_code == 200
    feed = feedparser.parse(response.content)
    assert not feed.bozo
    return response, feed


def test_what_it_says(client, settings):
    settings.SITE_URL = "https://annuaire.exemple.fr"
    theme = makers.make_theme()
    entry = make_entry(
        "Un four & un pain",
        excerpt="<script>alert(1)</script> \x0c",
        themes=[theme],
        link="https://partenaire.fr/a?b=1&c=2",
    )
    response, feed = read(client)
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    (one,) = feed.entries
    assert (one.title, one.link) == ("Un four & un pain", "https://partenaire.fr/a?b=1&c=2")
    assert one.id == f"tag:annuaire.exemple.fr,2026:partenaire-{entry.pk}"
    assert one.author == "Bretagne créative"
    assert [tag.term for tag in one.tags] == [theme.name]
    assert b"<script>" not in response.content
    assert "Sur le site Bretagne créative" in one.summary


def test_filters_are_those_of_the_list(client):
    makers.make_commune()
    make_entry("Ici", territory="departement-29")
    make_entry("Ailleurs")
    _, feed = read(client, "?territoire=departement-29")
    assert [one.title for one in feed.entries] == ["Ici"]
    assert "Finistère" in feed.feed.title


def test_an_empty_feed_is_a_feed(client):
    assert read(client)[1].entries == []
