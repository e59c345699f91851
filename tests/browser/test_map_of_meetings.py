"""The map of meetings: pins for what the list says, a popup for each, circles without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests import makers
from tests.browser.visit import PHONE, accessibility_faults, sideways

MAP = "/rencontres/carte/"


@pytest.fixture
def meetings(site):
    theme = makers.make_theme()
    for title in ("Portes ouvertes du jardin", "Fête des semis"):
        makers.make_event(title, themes=[theme])
    paris = makers.make_paris()
    return makers.make_event("Forum des communs", commune=paris, themes=[theme])


@pytest.mark.parametrize("width", [PHONE, 1280])
def test_pins_and_piles_open_what_the_list_says(visitor, meetings, width):
    visit = visitor(width=width)
    page = visit.open(MAP)
    pin = page.get_by_role("button", name="Forum des communs")
    expect(pin).to_be_visible()
    assert accessibility_faults(page) == []
    assert not sideways(page)
    pin.focus()
    page.keyboard.press("Enter")
    popup = page.get_by_role("dialog", name="Forum des communs")
    expect(popup.get_by_role("link", name="Forum des communs")).to_be_focused()
    expect(popup).to_contain_text("de 18 h à 20 h")
    page.keyboard.press("Escape")
    expect(popup).to_have_count(0)
    expect(pin).to_be_focused()
    page.get_by_role("button", name=re.compile("2 rencontres au même endroit")).click()
    several = page.get_by_role("dialog", name="2 rencontres au même endroit")
    several.get_by_role("link", name="Fête des semis").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Fête des semis")


def test_without_scripts_circles_lead_to_regions(visitor, meetings):
    page = visitor(javascript=False).open("/rencontres/")
    page.get_by_role("link", name="Voir la carte").click()
    page.get_by_role("link", name=re.compile("Bretagne.*2 rencontres")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bretagne")
    expect(page.get_by_role("heading", name="2 rencontres à venir")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("Forum des communs")
