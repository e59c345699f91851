"""Readers' journeys from the home page to a sheet, by the map and by the list, also without scripts or mouse."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from tests import makers
from tests.browser.keyboard import press_enter_on, tab_to
from tests.browser.visit import DESKTOP, PHONE

TITLE = "Jardin partagé du Bouguen"


@pytest.fixture(autouse=True)
def sheets(site):
    """Two sheets at Brest, one in Paris."""
    makers.make_initiative(
        TITLE, tags=["compost"], actors=[makers.make_actor()], verified_at=date(2026, 3, 14)
    )
    makers.make_initiative("Atelier vélo", position=(48.4, -4.5))
    paris = makers.make_paris()
    makers.make_initiative("Wiki des communs", commune=paris, position=(48.85, 2.35))


def main_link(page, name):
    return page.get_by_role("navigation", name="Principale").get_by_role("link", name=name, exact=True)


def expect_sheet(page):
    expect(page).to_have_url(re.compile("/initiatives/jardin-partage-du-bouguen/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.get_by_text("on y plante, on y arrose")).to_be_visible()


def open_pin(page, title=TITLE):
    """Zoom on clusters until a pin has this name, then open it."""
    pin = page.locator(".leaflet-marker-pane").get_by_role("button", name=title)
    for _ in range(8):
        if pin.count():
            break
        page.locator(".leaflet-marker-pane").get_by_role("button", name="Brest").or_(
            page.locator(".leaflet-marker-pane").get_by_role("button", name="zoomer")
        ).first.click()
        page.wait_for_timeout(400)
    pin.click()


def test_by_the_map(visitor):
    page = visitor().open("/")
    main_link(page, "Carte").click()
    expect(page).to_have_url(re.compile("/carte/"))
    open_pin(page)
    popup = page.get_by_role("dialog")
    expect(popup).to_contain_text("Un jardin cultivé à plusieurs")
    popup.get_by_role("link", name=TITLE).click()
    expect_sheet(page)
    page.go_back()
    expect(page).to_have_url(re.compile("/carte/"))


def test_by_the_map_on_a_phone(visitor):
    page = visitor(width=PHONE).open("/carte/")
    open_pin(page)
    first = page.locator("[data-tc-rows]").get_by_role("link").first
    expect(first).to_have_text(TITLE)
    first.click()
    expect_sheet(page)


def test_by_the_list(visitor):
    page = visitor().open("/")
    page.get_by_role("combobox", name="Quoi ?").fill("compost")
    page.get_by_role("button", name="Chercher").click()
    expect(page).to_have_url(re.compile(r"/initiatives/\?.*q=compost"))
    expect(page.get_by_role("main")).to_contain_text("1 initiative")
    page.get_by_role("main").get_by_role("link", name=TITLE).click()
    expect_sheet(page)


def test_a_filter_without_reloading_says_how_many_and_can_be_undone(visitor):
    page = visitor().open("/initiatives/")
    page.get_by_label("Alimentation et agriculture").first.check()
    expect(page).to_have_url(re.compile("theme=alimentation"))
    page.get_by_role("link", name=re.compile("Retirer le filtre.*Alimentation")).click()
    expect(page).not_to_have_url(re.compile("theme=alimentation"))
    page.wait_for_load_state()  # the link led to another page, which has its scripts from here on
    verified = page.get_by_role("group", name="Vérification").get_by_label("Fiches vérifiées")
    verified.check()
    expect(page).to_have_url(re.compile(r"/initiatives/\?verifie=1$"))
    expect(page.locator("[data-tc-status]")).to_have_text("1 initiative")
    expect(verified).to_be_checked()
    page.get_by_role("link", name="Retirer le filtre Fiches vérifiées").click()
    expect(page).not_to_have_url(re.compile("verifie"))
    expect(verified).not_to_be_checked()


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_the_map_shows_verified_sheets_alone(visitor, width):
    page = visitor(width=width).open("/carte/")
    if width == PHONE:
        page.get_by_role("button", name="Filtres").click()
    verified = page.get_by_label("Fiches vérifiées")
    expect(page.locator("label", has=verified)).to_contain_text("Fiches vérifiées 1")
    verified.check()
    expect(page).to_have_url(re.compile(r"/carte/\?verifie=1&bbox="))
    expect(page.locator("[data-tc-status]")).to_have_text("1 initiative dans cette vue")
    expect(page.locator(".leaflet-marker-pane").get_by_role("button")).to_have_count(1)
    verified.uncheck()
    expect(page.locator("[data-tc-status]")).to_have_text("3 initiatives dans cette vue")


def test_by_the_map_without_scripts(visitor):
    page = visitor(javascript=False).open("/")
    main_link(page, "Carte").click()
    expect(page).to_have_url(re.compile("/carte/"))  # the home page has such a drawing too
    drawing = page.get_by_role("group", name="Initiatives par département")
    drawing.get_by_role("link", name=re.compile("Finistère.*2 initiatives")).click(force=True)
    expect(page).to_have_url(re.compile("territoire=departement-29"))
    page.get_by_role("main").get_by_role("link", name=TITLE).first.click()
    expect_sheet(page)


def test_by_the_list_without_scripts(visitor):
    page = visitor(width=PHONE, javascript=False).open("/")
    page.get_by_role("searchbox").fill("jardin")
    page.get_by_role("button", name="Chercher").click()
    page.get_by_role("button", name="Filtrer").click()
    page.get_by_label("Fiches vérifiées").check()
    page.get_by_role("button", name="Appliquer").click()
    expect(page).to_have_url(re.compile("verifie=1"))
    page.get_by_role("main").get_by_role("link", name=TITLE).click()
    expect_sheet(page)
    expect(page.get_by_text("en mars 2026")).to_be_visible()


def test_by_the_map_with_the_keyboard(visitor):
    """Tab reaches the pin, Enter opens it, Escape closes it and gives the focus back, Tab leaves the map."""
    page = visitor().open("/carte/?bbox=-4.49,48.387,-4.482,48.394")
    pin = page.locator(".leaflet-marker-pane").get_by_role("button", name=TITLE)
    expect(pin).to_be_visible()
    tab_to(page, pin)
    page.keyboard.press("Enter")
    popup = page.get_by_role("dialog")
    expect(popup.get_by_role("link", name=TITLE)).to_be_focused()
    page.keyboard.press("Escape")
    expect(popup).to_have_count(0)
    expect(pin).to_be_focused()
    page.keyboard.press("Enter")
    expect(popup.get_by_role("link", name=TITLE)).to_be_focused()
    page.keyboard.press("Enter")
    expect_sheet(page)


def test_the_map_can_be_passed_with_the_keyboard(visitor):
    page = visitor().open("/carte/")
    press_enter_on(page, page.get_by_role("link", name="Passer la carte"))
    expect(page.locator("#apres-la-carte")).to_be_focused()


def test_by_the_list_with_the_keyboard(visitor):
    page = visitor().open("/")
    tab_to(page, page.get_by_role("combobox", name="Quoi ?"))
    page.keyboard.type("compost")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=compost"))
    press_enter_on(page, page.get_by_role("main").get_by_role("link", name=TITLE))
    expect_sheet(page)
