"""Every public page in a browser: what axe-core says, what it asks for, what it leaves, how wide it is."""

import pytest

from tests.browser.visit import COLOUR_RULES, DESKTOP, PHONE, accessibility_faults, sideways
from tests.whole_site import FORM_PAGES, make_whole_site

NARROWEST = 320  # CSS pixels: WCAG 2.2, 1.4.10


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_axe_finds_nothing_by_day_and_nothing_of_colours_by_night(visitor, width):
    visit, faults = visitor(width=width, caching=True), {}
    for path in [*make_whole_site(), *FORM_PAGES, "/nulle-part/"]:
        page = visit.open(path, 404 if path == "/nulle-part/" else 200)
        found = accessibility_faults(page)
        page.emulate_media(color_scheme="dark")
        found += accessibility_faults(page, only=COLOUR_RULES)
        page.emulate_media(color_scheme="light")
        if found:
            faults[path] = found
    assert faults == {}


def test_pages_fit_a_narrow_window(visitor):
    pages = [*make_whole_site(), *FORM_PAGES]
    visit = visitor(width=NARROWEST, caching=True)
    assert {path: excess for path in pages if (excess := sideways(visit.open(path)))} == {}


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_reading_leaves_no_trace_and_asks_nobody_else(visitor, javascript):
    """The tile server is the one exception, and only where a map is live (architecture.md, rule 3)."""
    visit = visitor(javascript=javascript, caching=True)
    asked_tiles = set()
    for path in make_whole_site():
        visit.tiles.clear()
        visit.open(path)
        visit.page.wait_for_load_state("networkidle" if javascript else "load")
        if visit.tiles:
            asked_tiles.add(path)
        assert visit.traces() == []
    assert asked_tiles == (
        {"/carte/", "/rencontres/carte/", "/integrer/", "/integrer/carte/"} if javascript else set()
    )


def test_skip_link_is_first_and_leads_to_the_content(visitor):
    visit = visitor()
    make_whole_site()
    page = visit.open("/initiatives/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Aller au contenu"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"
