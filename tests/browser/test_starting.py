"""Somebody with an idea finds what exists and whom to meet, then proposes their own."""

import re

import pytest
from playwright.sync_api import expect

from tests import makers
from tests.browser.visit import SCREENS, accessibility_faults, sideways


@pytest.fixture
def compost(site):
    actor = makers.make_actor("Les Vers de terre", commune=makers.make_commune())
    return makers.make_initiative("Bacs du port", tags=["compost"], actors=[actor])


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_an_idea_leads_to_people_and_to_the_form(visitor, compost, javascript):
    page = visitor(javascript=javascript).open("/")
    page.get_by_role("link", name="Je démarre une initiative").click()
    page.get_by_role("textbox", name="Votre idée").fill("Compost de la cale")
    page.locator("[name=commune]").fill("Brest")
    page.get_by_role("button", name="Chercher ce qui existe").click()
    expect(page.get_by_role("heading", name="Près de chez vous")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("même étiquette\u00a0: compost")
    expect(page.get_by_role("link", name="Les Vers de terre")).to_be_visible()
    page.get_by_role("link", name="Proposer mon initiative").click()
    expect(page).to_have_title(re.compile("^Proposer une initiative"))
    expect(page.locator("[name=title]")).to_have_value("Compost de la cale")


@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_the_pages_are_for_everybody(visitor, compost, width, dark):
    makers.make_initiative("Bacs de la gare", tags=["compost"])
    visit = visitor(width=width, dark=dark)
    for address in ("/demarrer/?texte=compost&commune=Brest", compost.get_absolute_url()):
        page = visit.open(address)
        expect(page.get_by_role("link", name="Bacs de la gare")).to_be_visible()
        assert accessibility_faults(page) == []
        assert not sideways(page)
