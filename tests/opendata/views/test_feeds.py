"""Feeds over HTTP."""

import feedparser
import pytest

from moderation import actions
from moderation.authors import Author
from tests import makers

pytestmark = pytest.mark.django_db


def entries(client, query=""):
    response = client.get(f"/flux/initiatives.atom{query}")
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return feedparser.parse(response.content).entries


def test_it_is_the_feed_of_the_filters(client, settings):
    makers.make_initiative()
    makers.make_initiative(
        "Wiki des communs",
        theme=makers.make_theme("numerique", "Numérique et communs"),
        commune=makers.make_paris(),
    )
    assert len(entries(client)) == 2
    read = feedparser.parse(
        client.get("/flux/initiatives.atom?territoire=departement-29&tri=titre&page=3").content
    )
    assert [entry.title for entry in read.entries] == ["Jardin partagé du Bouguen"]
    assert read.feed.title == "Nouvelles initiatives\u00a0: Finistère"
    assert read.feed.link == f"{settings.SITE_URL}/initiatives/?territoire=departement-29"
    assert read.feed.id == f"{settings.SITE_URL}/flux/initiatives.atom?territoire=departement-29"


def test_values_without_sense_are_ignored(client):
    makers.make_initiative()
    assert len(entries(client, "?theme=zzz&q=%00&bbox=inf,0,0,0&territoire=%ff")) == 1


def test_a_reader_that_has_it_is_told_so(client):
    makers.make_initiative()
    tag = client.get("/flux/initiatives.atom").headers["ETag"]
    assert client.get("/flux/initiatives.atom", headers={"If-None-Match": tag}).status_code == 304


def test_what_leaves_the_site_leaves_the_feed(client):
    sheet = makers.make_initiative()
    assert len(entries(client)) == 1
    actions.archive(sheet=sheet, by=Author.system())
    assert entries(client) == []


def test_many_entries_ask_no_more_of_the_database(client, django_assert_max_num_queries):
    for number in range(6):
        makers.make_initiative(f"n° {number}", tags=["compost"])
    with django_assert_max_num_queries(12):
        client.get("/flux/initiatives.atom?territoire=departement-29")
