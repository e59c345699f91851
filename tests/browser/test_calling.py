"""An initiative calls for a hand: written by its author, read, found everywhere, gone the day after its last one."""

import re
from datetime import timedelta

import feedparser
import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from contributors import robots
from initiatives import jobs
from initiatives.models import Call
from moderation import actions
from moderation.authors import Author
from moderation.models import Status
from tests import makers
from tests.browser.visit import PHONE, SCREENS, accessibility_faults, sideways
from tests.calls import follow_address, form_of

TITLE = "Six personnes pour les récoltes"
GARDEN = "Jardin partagé du Bouguen"


@pytest.fixture
def garden(site, monkeypatch):
    monkeypatch.setattr(robots, "SHORTEST", timedelta(0))  # a browser fills a form faster than a person
    return makers.make_initiative(GARDEN, contributor=makers.make_contributor("camille@exemple.fr"))


def fill(page, day):
    """Fill the form of a call."""
    page.get_by_label("Des personnes").check()
    page.get_by_label("En une phrase").fill(TITLE)
    page.get_by_label("Racontez").fill("Les haricots n’attendent pas\u202f! Le samedi matin, de 9 h à midi.")
    page.get_by_label("Jusqu’au").fill(day.isoformat())


def send(page, day, again):
    """Go through the form, a fault first, and the look before sending."""
    page.get_by_role("button", name="Relire avant d’envoyer").click()
    expect(page).to_have_title(re.compile("^Erreur"))
    fill(page, day)
    page.get_by_label("J’accepte que cet appel soit publié").check()
    page.get_by_role("button", name="Relire avant d’envoyer").click()
    expect(page.get_by_role("heading", name="Relisez avant d’envoyer")).to_be_visible()
    page.get_by_role("button", name=again).click()


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_from_the_form_to_the_day_after(visitor, site, garden, javascript):
    visit = visitor(javascript=javascript, width=PHONE)
    page = visit.open(follow_address(garden))
    page.get_by_role("link", name="Lancer un appel").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lancer un appel")
    last = timezone.localdate() + timedelta(days=20)
    send(page, last, "Envoyer pour relecture")
    expect(page.get_by_role("heading", level=1)).to_contain_text("attend sa relecture")
    call = Call.objects.get()
    assert call.status == Status.PENDING
    actions.publish(sheet=call, by=Author.system())

    page = visitor(javascript=javascript).open(garden.get_absolute_url())
    page.get_by_role("main").get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    page.goto(f"{site}/appels/?appel=personnes")
    expect(page.get_by_role("main")).to_contain_text(TITLE)
    page.goto(f"{site}/initiatives/?appel=personnes")
    expect(page.get_by_role("main")).to_contain_text("Cherche des personnes")
    page.goto(f"{site}/carte/?appel=personnes")
    expect(page.get_by_role("main")).to_contain_text(GARDEN)
    assert [entry.title for entry in feed(page, site)] == [TITLE]

    with time_machine.travel(timezone.now() + timedelta(days=21)):
        page.goto(f"{site}/appels/")
        expect(page.get_by_role("main")).not_to_contain_text(TITLE)
        assert feed(page, site) == []
        jobs.end_calls_hourly(timestamp=0)
        for path in ("/initiatives/?appel=personnes", "/carte/?appel=personnes"):
            page.goto(f"{site}{path}")
            expect(page.get_by_role("main")).not_to_contain_text(GARDEN)
        page.goto(f"{site}{call.get_absolute_url()}")
        expect(page.get_by_role("main")).to_contain_text("Cet appel est terminé")


def feed(page, site):
    """Return the entries of the feed."""
    return feedparser.parse(page.request.get(f"{site}/flux/appels.atom").body()).entries


@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_the_pages_are_for_everybody(visitor, site, garden, width, dark):
    makers.make_call("Une grange", initiative=garden, kind="lieu", link="https://exemple.fr/grange")
    call = makers.make_call(initiative=garden, contributor=makers.make_contributor())
    visit = visitor(width=width, dark=dark)
    page = visit.open(form_of(garden))
    assert accessibility_faults(page) == []
    page.get_by_role("button", name="Relire avant d’envoyer").click()
    expect(page).to_have_title(re.compile("^Erreur"))
    page.wait_for_load_state()
    assert accessibility_faults(page) == []
    page.get_by_label("Votre nom").fill("Dominique")
    page.get_by_label("Votre adresse électronique").fill("dominique@exemple.fr")
    fill(page, timezone.localdate() + timedelta(days=20))
    page.get_by_label("J’accepte que cet appel soit publié").check()
    page.get_by_role("button", name="Relire avant d’envoyer").click()
    expect(page.get_by_role("heading", name="Relisez avant d’envoyer")).to_be_visible()
    page.wait_for_load_state()
    assert accessibility_faults(page) == []
    page.get_by_role("button", name="Envoyer pour relecture").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Plus qu’un geste")
    page.wait_for_load_state()
    assert accessibility_faults(page) == []
    address = follow_address(call)
    for path in (f"{call.get_absolute_url()}modifier/", f"{address}trouve/", f"{address}prolonger/"):
        assert accessibility_faults(visit.open(path)) == [], path
        assert sideways(page) == 0, path
    assert accessibility_faults(visit.open(f"{form_of(garden)}inconnu/", 410)) == []
