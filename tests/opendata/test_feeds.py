"""Feeds, read back as a feed reader does, and against what RFC 4287 asks."""

import re
from datetime import UTC, datetime
from xml.etree import ElementTree

import feedparser
import pytest
import time_machine

from initiatives.filters import Filters
from initiatives.models import Initiative
from moderation import actions
from moderation.authors import Author
from opendata.feeds import Entry, clean, identifier, initiative_entries, title_of, written
from tests import makers

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


def entry(**fields):
    return Entry(
        **{
            "identifier": "tag:exemple.fr,2026:initiative/1",
            "title": "Jardin",
            "url": "https://exemple.fr/initiatives/jardin/",
            "summary": "Un jardin.",
            "published": NOW,
            "updated": NOW,
            "categories": ("Alimentation",),
            "rights": "CC BY-SA 4.0",
        }
        | fields
    )


def feed(entries):
    return written(
        entries, title="Nouvelles initiatives", page="/initiatives/", address="/flux/initiatives.atom"
    )


def test_it_has_what_rfc_4287_requires():
    """4.1.1: one id, title and updated, an author, a link to itself; 4.1.2: the same of entries, and a summary."""
    root = ElementTree.fromstring(feed([entry(), entry(identifier="tag:exemple.fr,2026:initiative/2")]))
    assert root.tag == f"{ATOM}feed"
    for element in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
        assert RFC3339.fullmatch(element.findtext(f"{ATOM}updated"))
        alternate = [link for link in element.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
        assert len(alternate) == 1
    assert root.find(f"{ATOM}author/{ATOM}name").text
    assert [link.get("href") for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"] == [
        root.findtext(f"{ATOM}id")
    ]
    ids = [element.text for element in root.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids)) == 3


def test_a_reader_reads_it():
    read = feedparser.parse(feed([entry(title="Épicerie « la fourmi »")]).encode())
    assert not read.bozo
    assert read.version == "atom10"
    assert read.feed.language == "fr"
    (item,) = read.entries
    assert item.title == "Épicerie « la fourmi »"
    assert item.published_parsed[:5] == item.updated_parsed[:5] == (2026, 11, 26, 9, 0)
    assert [tag.term for tag in item.tags] == ["Alimentation"]
    assert item.rights == "CC BY-SA 4.0"


def test_what_people_type_is_text():
    hostile = "<img src=x onerror=alert(1)> & ]]> </summary>"
    text = feed([entry(title=hostile, summary=hostile, categories=(hostile,))])
    root = ElementTree.fromstring(text)
    assert root.findtext(f"{ATOM}entry/{ATOM}title") == hostile
    # A summary is read as HTML: there too it says these very characters.
    assert "&lt;img" in root.findtext(f"{ATOM}entry/{ATOM}summary")
    (item,) = feedparser.parse(text.encode()).entries
    assert "<img" not in item.summary


@pytest.mark.parametrize("bad", ["\x00", "\x0b", "\x1f", "\ufffe", "\ud800"])
def test_what_xml_forbids_is_left_out(bad):
    assert clean(f"Jar{bad}din") == "Jardin"
    root = ElementTree.fromstring(
        feed([entry(title=f"Jar{bad}din", summary=f"Un{bad} jardin", rights=f"CC{bad}")])
    )
    assert root.findtext(f"{ATOM}entry/{ATOM}title") == "Jardin"


def test_what_xml_allows_stays():
    assert clean("œuvre\t🌱\n") == "œuvre\t🌱\n"


def test_it_changed_when_its_newest_entry_did():
    later = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
    root = ElementTree.fromstring(feed([entry(), entry(updated=later)]))
    assert root.findtext(f"{ATOM}updated") == "2026-11-27T09:00:00+00:00"


def test_an_empty_feed_is_the_same_all_day():
    with time_machine.travel(NOW, tick=False):
        morning = feed([])
    with time_machine.travel(NOW.replace(hour=15), tick=False):
        assert feed([]) == morning
    assert not feedparser.parse(morning.encode()).bozo


def test_an_identifier_outlives_title_and_address(settings):
    settings.SITE_URL = "https://exemple.fr:8000"
    assert identifier("initiative", 12) == "tag:exemple.fr,2026:initiative/12"
    sheet = makers.make_initiative()
    (before,) = initiative_entries(Filters())
    sheet.rename("autre-adresse")
    sheet.title = "Autre titre"
    sheet.save()
    actions.amend(sheet=sheet, by=Author.system())
    (after,) = initiative_entries(Filters())
    assert before.identifier == after.identifier
    assert after.url.endswith("/initiatives/autre-adresse/")
    assert after.updated > before.updated


def test_entries_are_the_newest_that_pass():
    digital = makers.make_theme("numerique", "Numérique et communs")
    for title in ("Alpha", "Bêta"):
        makers.make_initiative(title)
    makers.make_initiative("Wiki des communs", theme=digital)
    assert [item.title for item in initiative_entries(Filters())] == ["Wiki des communs", "Bêta", "Alpha"]
    (item,) = initiative_entries(Filters(themes=(digital,)))
    assert item.categories == ("Numérique et communs",)
    assert item.published == Initiative.objects.get(title="Wiki des communs").published_at


def test_its_title_says_its_filters():
    theme = makers.make_theme()
    assert title_of("Nouvelles initiatives", Filters().active) == "Nouvelles initiatives"
    assert (
        title_of("Nouvelles initiatives", Filters(themes=(theme,)).active)
        == "Nouvelles initiatives\u00a0: Alimentation et agriculture"
    )
