"""Feeds over HTTP."""

import re
from datetime import datetime
from xml.etree import ElementTree

import feedparser
import pytest
from django.http import QueryDict

from moderation import actions
from moderation.authors import Author
from opendata.subscriptions import FEEDS, addresses
from tests import makers
from tests.partners import make_entry

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
# What partners write and the letters have tests of their own, with their makers.
ROUTES = [feed.route for feed in FEEDS if feed.route not in ("partner_feed", "letter_feed")]
NOTHING = "territoire=departement-75&q=xyzzy"


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


def address_of(route, query):
    url = next(one.url for one in addresses(QueryDict(query)) if one.feed.route == route)
    return url.removeprefix("http://127.0.0.1:8000")


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("query", ["", "theme=alimentation&territoire=departement-29", NOTHING])
def test_every_feed_is_valid_whatever_its_filters(client, route, query):
    """RFC 4287, the rules that can be told without the feed's history; those that match nothing are valid too."""
    makers.make_paris()
    for number in range(2):
        hostile = f"Jardin <b>&</b> ]]> « n° {number} »"
        actor = makers.make_actor(
            hostile, commune=makers.make_commune(), summary="Un <i>résumé</i>\x0b &amp;"
        )
        actor.themes.set([makers.make_theme()])
        actor.refresh()
        garden = makers.make_initiative(hostile)
        makers.make_call(
            hostile, initiative=garden, text="Deux <script>heures</script> par semaine, le soir."
        )
        makers.make_event(hostile, themes=[makers.make_theme()], organisers=[actor])
        makers.make_article(hostile, themes=[makers.make_theme()], territory="departement-29")
        make_entry(hostile, themes=(makers.make_theme(),), territory="departement-29")
    address = address_of(route, query)
    response = client.get(address)
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    read = feedparser.parse(
        response.content, response_headers={"content-type": response.headers["Content-Type"]}
    )
    assert not read.bozo, read.bozo_exception
    assert read.version == "atom10"
    # Letters are made where they are tested.
    assert len(read.entries) == (0 if query == NOTHING or route == "letter_feed" else 2)
    root = ElementTree.fromstring(response.content)
    assert faults_of(root, f"http://127.0.0.1:8000{address}") == []
    assert client.get(address, headers={"If-None-Match": response.headers["ETag"]}).status_code == 304


def faults_of(root, address):
    """Return what RFC 4287 asks and a feed lacks, sections 4.1.1 to 4.2.14."""
    faults = [] if root.tag == f"{ATOM}feed" else ["no feed"]
    entries = root.findall(f"{ATOM}entry")
    for element in (root, *entries):
        for name in ("id", "title", "updated"):
            found = element.findall(f"{ATOM}{name}")
            if len(found) != 1 or not (found[0].text or "").strip():
                faults.append(f"{name}: {len(found)}")
        for date in element.findall(f"{ATOM}updated") + element.findall(f"{ATOM}published"):
            if not RFC3339.fullmatch(date.text) or datetime.fromisoformat(date.text).tzinfo is None:
                faults.append(f"date {date.text}")
        if not re.match(r"(?:tag:[\w.-]+,\d{4}:|https?://)\S+$", element.findtext(f"{ATOM}id")):
            faults.append("an id that is no address")
        links = [
            link for link in element.findall(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"
        ]
        if len(links) != 1 or not links[0].get("href").startswith("http://127.0.0.1:8000/"):
            faults.append("alternate link")
        if element.findall(f"{ATOM}author") and not element.findtext(f"{ATOM}author/{ATOM}name"):
            faults.append("author without a name")
        for text in element.findall(f"{ATOM}summary") + element.findall(f"{ATOM}title"):
            if text.get("type", "text") not in ("text", "html", "xhtml"):
                faults.append("type of a text")
            if text.get("type") == "html" and "<script" in text.text:
                faults.append("a script")
    if root.find(f"{ATOM}author") is None and not all(
        entry.find(f"{ATOM}author") is not None for entry in entries
    ):
        faults.append("no author")
    own = [link.get("href") for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
    if own != [address]:
        faults.append(f"self: {own}")
    ids = [element.findtext(f"{ATOM}id") for element in (root, *entries)]
    if len(ids) != len(set(ids)):
        faults.append("an id twice")
    if any(
        entry.find(f"{ATOM}content") is None and entry.find(f"{ATOM}summary") is None for entry in entries
    ):
        faults.append("an entry without summary")
    return faults


def test_actors_are_organisations_the_last_published_first(client, django_assert_max_num_queries):
    makers.make_actor("Camille Le Goff", kind="personne")
    makers.make_actor("Secret", status="pending")
    for number in range(4):
        makers.make_actor(f"Voisins n° {number}", commune=makers.make_commune())
    with django_assert_max_num_queries(6):
        response = client.get("/flux/acteurs.atom?type=association&type=personne&page=2")
    read = feedparser.parse(response.content)
    assert [entry.title for entry in read.entries] == [f"Voisins n°\u00a0{number}" for number in (3, 2, 1, 0)]
    assert "Camille" not in response.content.decode()
    assert read.feed.title.startswith("Nouveaux acteurs\u00a0: ")
    assert read.entries[0].summary == "Association. Brest (29)"


def test_a_person_is_not_found_even_when_asked_for(client):
    makers.make_actor("Camille Le Goff", kind="personne")
    assert feedparser.parse(client.get("/flux/acteurs.atom?type=personne").content).entries == []


def test_the_page_lists_every_feed_by_the_filters(client):
    makers.make_commune()
    makers.make_theme()
    page = client.get("/flux/").content.decode()
    query = "theme=alimentation&territoire=departement-29"
    filtered = client.get(f"/flux/?{query}&q=%00&theme=zzz").content.decode()
    for route in ROUTES:
        assert f'value="http://127.0.0.1:8000{address_of(route, "")}"' in page
        wanted = address_of(route, query).replace("&", "&amp;")
        assert f'value="http://127.0.0.1:8000{wanted}"' in filtered
    assert 'value="departement-29" selected' in filtered
    assert "<title>Suivre les nouveautés dans le Finistère" in filtered


def test_hostile_filters_are_escaped(client):
    page = client.get("/flux/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&territoire=%27%22").content.decode()
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("path", "feed"),
    [
        ("/initiatives/?theme=alimentation", "/flux/initiatives.atom?theme=alimentation"),
        ("/carte/?theme=alimentation", "/flux/initiatives.atom?theme=alimentation"),
        ("/themes/alimentation/", "/flux/initiatives.atom?theme=alimentation"),
        ("/etiquettes/compost/", "/flux/initiatives.atom?tag=compost"),
        ("/territoires/departement/29/", "/flux/initiatives.atom?territoire=departement-29"),
        ("/acteurs/?type=association", "/flux/acteurs.atom?type=association"),
        ("/acteurs/les-jardins-du-bouguen/", "/flux/initiatives.atom?acteur=les-jardins-du-bouguen"),
        ("/appels/?appel=lieu", "/flux/appels.atom?appel=lieu"),
        ("/rencontres/", "/flux/rencontres.atom"),
    ],
)
def test_pages_name_their_feed(client, path, feed):
    makers.make_initiative(tags=["compost"], actors=[makers.make_actor()])
    page = client.get(path).content.decode()
    links = re.findall(
        r'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="([^"]+)">', page
    )
    assert feed.replace("&", "&amp;") in links
    assert not feedparser.parse(client.get(feed).content).bozo


@pytest.mark.parametrize("address", ["/flux/analyses.atom", "/flux/rencontres.atom"])
def test_what_is_typed_in_a_summary_stays_text(client, address):
    summary = "Pour <img src=x onerror=alert(1)> et a<b"
    makers.make_article(summary=summary)
    makers.make_event(summary=summary)
    assert "&amp;lt;img src=x" in client.get(address).content.decode()
