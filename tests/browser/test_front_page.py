"""Somebody says where they live on the front page, and finds what is near; the circle and the plan of the site."""

import re

import pytest
from playwright.sync_api import expect

from tests import makers
from tests.browser.keyboard import press_enter_on
from tests.browser.visit import DESKTOP, SCREENS, accessibility_faults, sideways


@pytest.fixture
def around(site):
    garden = makers.make_initiative("Jardin du port", photos=[makers.make_photo()])
    makers.make_call("Des bras pour arroser", initiative=garden)
    makers.make_event("Chantier au jardin", commune=makers.make_commune(), initiatives=[garden])
    makers.make_initiative("Wiki de Paris", commune=makers.make_paris(), position=(48.85, 2.35))


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_a_commune_brings_what_is_near(visitor, around, javascript):
    visit = visitor(javascript=javascript)
    page = visit.open("/")
    page.locator("[name=commune]").fill("Brest")
    page.get_by_role("button", name="Voir autour").click()
    expect(page).to_have_url(re.compile(r"/\?pres=29019#pres$"))
    expect(page.get_by_role("heading", name="Autour de vous")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Jardin du port")
    expect(page.get_by_role("main")).not_to_contain_text("Wiki de Paris")
    page.get_by_role("link", name="Chantier au jardin").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Chantier au jardin")
    assert page.context.cookies() == []


@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_the_pages_are_for_everybody(visitor, around, width, dark):
    visit = visitor(width=width, dark=dark)
    for address in ("/", "/?pres=29019", "/?commune=Atlantis", "/cercle/", "/plan-du-site/"):
        page = visit.open(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert accessibility_faults(page) == []
        assert not sideways(page)


def test_the_main_navigation_leads_to_the_circle(visitor, around):
    page = visitor(width=DESKTOP).open("/")
    link = page.get_by_role("navigation", name="Principale").get_by_role("link", name="Le cercle")
    press_enter_on(page, link)
    expect(page.get_by_role("heading", level=1)).to_have_text("Le cercle des Territoires contributifs")
    expect(link).to_have_attribute("aria-current", "page")
