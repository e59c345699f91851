"""What the map page asks for, and when: little at first, what is looked at afterwards, nothing that has gone by."""

import re

import pytest
from playwright.sync_api import expect

from initiatives.models import Initiative
from tests import makers

MOST_REQUESTS = 25


@pytest.fixture(autouse=True)
def sheets(site):
    """Two sheets at Brest, one in Paris."""
    makers.make_initiative("Jardin partagé du Bouguen", tags=["compost"])
    makers.make_initiative("Atelier vélo", position=(48.4, -4.5))
    makers.make_initiative("Wiki des communs", commune=makers.make_paris(), position=(48.85, 2.35))


@pytest.fixture
def asked(visit):
    """Return the paths that the page asks the site for, as they come."""
    paths = []
    visit.page.on("request", lambda request: paths.append(request.url.removeprefix(visit.site)))
    return paths


def tiles(paths):
    return [path for path in paths if path.startswith("/carte/tuiles/")]


def land(page):
    """Return how many letters draw the land of France, once for all outlines that were there."""
    drawn = page.locator(".leaflet-outlines-pane path.land.france")
    expect(drawn).to_have_count(1)
    return len(drawn.get_attribute("d"))


def test_it_opens_with_few_requests(visit, asked):
    page = visit.open("/carte/")
    expect(page.locator(".leaflet-marker-pane").get_by_role("button")).not_to_have_count(0)
    page.wait_for_load_state("networkidle")
    own = [path for path in asked if path.startswith("/")]
    assert len(own) <= MOST_REQUESTS
    assert len(set(own)) == len(own)
    assert 1 <= len(tiles(own)) <= 9
    # One file for the map, those of the search field, and what the address of each begins with.
    others = [path for path in own if "/js/" in path and "/js/map." not in path]
    assert {path.split("/js/")[1].split(".")[0] for path in others} <= {"suggestions", "combobox"}


def test_the_list_is_that_of_the_address_until_the_map_moves(visit, asked):
    page = visit.open("/carte/?theme=alimentation")
    page.wait_for_load_state("networkidle")
    assert [path for path in asked if path.startswith("/carte/?")] == ["/carte/?theme=alimentation"]
    expect(page).to_have_url(re.compile(r"/carte/\?theme=alimentation$"))
    assert page.locator("[data-tc-share]").input_value().endswith("/carte/?theme=alimentation")
    count = page.locator('[data-tc-results="count"]')
    expect(count).to_have_text("3 initiatives")
    page.get_by_role("button", name="Zoomer", exact=True).click()
    expect(count).to_have_text(re.compile("dans cette vue"))
    expect(page).to_have_url(re.compile("theme=alimentation&bbox="))
    assert page.locator("[data-tc-share]").input_value() == page.url
    expect(page.get_by_role("link", name="Voir en liste").first).to_have_attribute(
        "href", re.compile("bbox=")
    )


def test_the_list_of_a_shared_view_is_that_of_the_window(visit):
    page = visit.open("/carte/?bbox=-4.49,48.387,-4.482,48.394")
    expect(page.locator('[data-tc-results="count"]')).to_have_text("1 initiative dans cette vue")
    expect(page).not_to_have_url(re.compile("bbox=-4.49,48.387,-4.482,48.394"))


def test_outlines_of_the_world_come_once_they_are_looked_at(visit, asked):
    page = visit.open("/carte/")
    page.wait_for_load_state("networkidle")
    near = [path for path in asked if "outlines" in path]
    assert len(near) == 1
    assert "outlines-near" in near[0]
    assert land(page) > 500
    farther = page.get_by_role("button", name="Dézoomer")
    for _ in range(3):
        farther.click()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)
    assert len([path for path in asked if "outlines" in path]) == 2
    assert land(page) > 50


def test_a_view_of_the_world_has_its_outlines_at_once(visit, asked):
    page = visit.open("/carte/?bbox=-70,-30,60,60")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)
    assert [path for path in asked if "outlines-near" in path] == []
    assert land(page) > 50
    expect(page.locator(".leaflet-outlines-pane path.coast")).to_have_attribute("d", re.compile("M.{2000}"))


def test_squares_that_went_out_of_sight_are_dropped_and_their_neighbours_kept(visit, asked):
    """No answer comes: what is still waited for is what is still wanted."""
    page, dropped, held = visit.page, [], []
    page.on("requestfailed", lambda request: dropped.append(request.url.removeprefix(visit.site)))
    page.route("**/carte/tuiles/**", lambda route: held.append(route))
    visit.open("/carte/")
    page.wait_for_timeout(500)
    first = tiles(asked)
    assert first
    page.get_by_role("group", name="Carte : les flèches la déplacent").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    assert dropped == []
    page.get_by_role("button", name="Dézoomer").click()
    page.wait_for_timeout(500)
    assert set(first) <= set(dropped)
    waited_for = set(tiles(asked)) - set(dropped)
    assert waited_for
    for route in held:
        if route.request.url.removeprefix(visit.site) in waited_for:
            route.continue_()
    page.wait_for_load_state("networkidle")


def test_only_the_initiatives_that_look_for_something(visit, asked):
    makers.make_call(initiative=Initiative.objects.get(title="Atelier vélo"), kind="lieu")
    page = visit.open("/carte/")
    count = page.locator('[data-tc-results="count"]')
    expect(count).to_have_text(re.compile("^3 initiatives"))
    looked_for = page.get_by_label("Cherche", exact=True)
    expect(looked_for).to_be_visible()
    expect(
        page.get_by_role("button", name="Zoomer", exact=True)
    ).to_be_visible()  # the map is live: it hears a choice
    looked_for.select_option("lieu")
    expect(count).to_have_text(re.compile("^1 initiative "))
    expect(page).to_have_url(re.compile("appel=lieu"))
    expect(page.get_by_role("link", name="Atelier vélo").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert any("appel=lieu" in path for path in tiles(asked))
    looked_for.select_option("")
    expect(count).to_have_text(re.compile("^3 initiatives"))
    expect(page).not_to_have_url(re.compile("appel="))
    page.go_back()
    expect(count).to_have_text(re.compile("^1 initiative "))
    expect(looked_for).to_have_value("lieu")
