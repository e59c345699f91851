"""The pin on a map that writes latitude and longitude, on the form where it is used."""

import pytest
from playwright.sync_api import expect

from tests import makers
from tests.browser.visit import PHONE, accessibility_faults


@pytest.fixture
def page(visitor):
    makers.make_theme()
    makers.make_commune()
    return with_map(visitor())


def with_map(visit):
    """Open the form and bring its map in sight: it starts then."""
    page = visit.open("/initiatives/proposer/")
    page.get_by_label("Une adresse précise").check()
    page.locator("[data-tc-picker]").scroll_into_view_if_needed()
    page.locator("[data-tc-picker-map].leaflet-container").wait_for()
    return page


def number(field):
    return float(field.input_value().replace(",", ".").replace("−", "-"))


def put_down(page):
    page.get_by_role("button", name="Mettre le repère au centre de la carte").click()
    return page.locator("[data-tc-picker-map] [role=button]")


def test_the_pin_takes_the_focus_and_arrows_move_it_and_write_the_fields(page):
    latitude, longitude = page.locator("[name=lieu-0-latitude]"), page.locator("[name=lieu-0-longitude]")
    expect(put_down(page)).to_be_focused()
    before = number(latitude), number(longitude)
    page.keyboard.press("ArrowUp")
    assert number(latitude) > before[0] and number(longitude) == before[1]
    north = number(latitude)
    page.keyboard.press("ArrowRight")
    near = number(longitude) - before[1]
    page.keyboard.press("Shift+ArrowRight")
    assert number(longitude) - before[1] > 5 * near > 0
    assert number(latitude) == north
    expect(page.locator("[data-tc-picker-status]")).to_contain_text(latitude.input_value())


def test_the_pin_follows_what_is_typed_and_goes_when_it_is_erased(page):
    page.locator("[name=lieu-0-latitude]").fill("48,39")
    page.locator("[name=lieu-0-longitude]").fill("-4.48")
    expect(page.locator("[data-tc-picker-map] [role=button]")).to_have_attribute("tabindex", "0")
    expect(page.locator("[data-tc-picker-status]")).to_have_text(
        "Repère\u00a0: latitude 48,39000, longitude −4,48000."
    )
    page.locator("[name=lieu-0-longitude]").fill("x")
    expect(page.locator("[data-tc-picker-status]")).to_be_empty()
    expect(page.locator("[data-tc-picker-map] [role=button]")).to_have_count(0)


def test_a_click_puts_the_pin_and_dragging_moves_it(page):
    page.locator("[data-tc-picker-map]").click(position={"x": 100, "y": 150})
    latitude = page.locator("[name=lieu-0-latitude]")
    before = number(latitude)
    pin = page.locator("[data-tc-picker-map] [role=button]")
    box = pin.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 12)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 92, steps=4)
    page.mouse.up()
    assert number(latitude) < before


def test_axe_finds_nothing_with_the_pin_on_a_telephone(visitor):
    makers.make_theme()
    page = with_map(visitor(width=PHONE))
    put_down(page)
    assert accessibility_faults(page) == []


def test_without_scripts_there_is_no_map_and_the_fields_are_there(visitor):
    makers.make_theme()
    page = visitor(javascript=False).open("/initiatives/proposer/")
    page.get_by_label("Une adresse précise").check()
    expect(page.locator("[data-tc-picker]")).to_be_hidden()
    expect(page.locator("[name=lieu-0-latitude]")).to_be_visible()
    page.get_by_label("En ligne").check()
    expect(page.locator("[name=lieu-0-latitude]")).to_be_hidden()
