"""The network: read, filtered and followed without scripts; by groups where it is too much."""

import re

import pytest
from playwright.sync_api import expect

from initiatives.models import Membership
from initiatives.network import page as network_page
from initiatives.network.reading import graph_of
from tests import makers
from tests.browser.keyboard import press_enter_on
from tests.browser.visit import COLOUR_RULES, DESKTOP, PHONE, accessibility_faults, sideways


@pytest.fixture(autouse=True)
def network(site):
    """A network of actors at Brest, each with its initiatives, and one initiative of another theme."""
    food, digital = makers.make_theme(), makers.make_theme("numerique", "Numérique et communs")
    ring = makers.make_actor("Réseau des jardins", kind="reseau")
    for number in range(12):
        actor = makers.make_actor(f"Association n° {number}", commune=makers.make_commune())
        Membership.objects.create(actor=actor, network=ring)
        for rank in range(number % 4):
            makers.make_initiative(f"Jardin n° {number}-{rank}", theme=food, actors=[actor])
    makers.make_initiative("Wiki des communs", theme=digital, actors=[makers.make_actor("Wiki-Brest")])


def test_it_is_followed_by_keyboard_and_filtered_without_scripts(visitor):
    page = visitor(width=DESKTOP, javascript=False).open("/reseau/")
    expect(page.get_by_role("heading", level=2, name="14 acteurs, 19 initiatives, 31 liens")).to_be_visible()
    press_enter_on(page, page.get_by_role("link", name="Passer le dessin, lire la liste"))
    expect(page).to_have_url(re.compile("#liste$"))
    page.get_by_label("Numérique et communs").check()
    page.get_by_role("button", name="Appliquer").click()
    expect(page.get_by_role("heading", level=2, name="1 acteur, 1 initiative, 1 lien")).to_be_visible()
    press_enter_on(page, page.get_by_role("link", name="Wiki-Brest, association, 1 lien"))
    expect(page).to_have_url(re.compile("/acteurs/wiki-brest/$"))


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_axe_finds_nothing_of_it_nor_of_its_groups(visitor, width, monkeypatch):
    visit, faults = visitor(width=width), {}
    for most in (300, 3):
        monkeypatch.setattr(
            network_page,
            "graph_of",
            lambda *args, most=most, **options: graph_of(*args, most=most, **options),
        )
        for path in ("/reseau/?tri=titre", "/reseau/?territoire=commune-29019"):
            page = visit.open(f"{path}&inconnu={most}")
            found = accessibility_faults(page)
            page.emulate_media(color_scheme="dark")
            found += accessibility_faults(page, only=COLOUR_RULES)
            page.emulate_media(color_scheme="light")
            if found or sideways(page):
                faults[path, most] = found
    assert faults == {}
