"""The search field suggests as one types, on the home page, the list and the map: keys, fingers, screen readers."""

import re

import pytest
from playwright.sync_api import expect

from tests import makers
from tests.browser.visit import DESKTOP, PHONE, accessibility_faults, sideways

TARGET = 44  # CSS pixels


@pytest.fixture(autouse=True)
def sheets(site):
    actor = makers.make_actor("Les Jardiniers du Bouguen")
    makers.make_initiative("Jardin partagé du Bouguen", tags=["jardinage"], actors=[actor])
    makers.make_initiative("Jardin <b>des</b> tilleuls", tags=["jardinage"])


def options(page):
    return page.locator("[role=option]:visible")


def search_field(page, label):
    if page.viewport_size["width"] == PHONE and label == "Chercher dans la liste":
        page.get_by_role("button", name="Filtrer").click()
    return page.get_by_label(label)


FIELDS = [("/", "Quoi"), ("/initiatives/", "Chercher dans la liste"), ("/carte/", "Chercher une initiative")]


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize(("path", "label"), FIELDS)
def test_arrows_and_enter_go_to_what_is_chosen(visitor, path, label, width):
    page = visitor(width=width, dark=width == PHONE).open(path)
    field = search_field(page, label)
    expect(field).to_have_role("combobox")
    field.press_sequentially("jardin")
    expect(options(page)).to_have_count(4)
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.locator("[data-tc-suggestions-status]")).to_have_text(
        "4 suggestions, flèches haut et bas pour choisir."
    )
    expect(options(page).nth(0)).to_have_text("jardinage Étiquette, 2 initiatives")
    expect(options(page).nth(1)).to_contain_text("Jardin <b>des</b> tilleuls")
    assert all(box.bounding_box()["height"] >= TARGET for box in options(page).all())
    assert accessibility_faults(page) == []
    assert sideways(page) == 0
    field.press("ArrowDown")
    active = page.locator(f"#{field.get_attribute('aria-activedescendant')}")
    expect(active).to_have_attribute("aria-selected", "true")
    expect(active).to_contain_text("jardinage")
    field.press("Enter")
    page.wait_for_url("**/etiquettes/jardinage/")


def test_enter_without_a_choice_searches_and_escape_closes(visit):
    page = visit.open("/")
    field = page.get_by_label("Quoi")
    field.press_sequentially("jardin")
    expect(options(page)).to_have_count(4)
    field.press("Escape")
    expect(options(page)).to_have_count(0)
    expect(field).to_have_value("jardin")
    field.press("Enter")
    page.wait_for_url("**/initiatives/?q=jardin&ou=")


def test_a_press_chooses(visitor):
    page = visitor(width=PHONE).open("/")
    page.get_by_label("Quoi").press_sequentially("bouguen")
    options(page).filter(has_text="Acteur").tap()
    page.wait_for_url("**/acteurs/les-jardiniers-du-bouguen/")


def test_the_field_works_after_the_filters_were_swapped(visit):
    page = visit.open("/initiatives/")
    page.get_by_role("checkbox").first.check()
    page.wait_for_url("**/initiatives/?theme=alimentation")
    page.get_by_label("Chercher dans la liste").press_sequentially("jardin")
    expect(options(page)).to_have_count(4)


def test_the_map_draws_what_the_better_words_find(visit):
    page = visit.open("/carte/?q=jradin")
    expect(page.get_by_text("Aucune initiative pour")).to_be_visible()
    expect(page.locator("[data-tc-map] .cluster, [data-tc-map] .pin").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"/carte/\?q=jradin$"))
    page.get_by_role("button", name="Dézoomer").click()
    page.wait_for_url("**/carte/?q=jardin&bbox=**")
    expect(page.locator("[data-tc-map] .cluster, [data-tc-map] .pin").first).to_be_visible()
