"""Somebody adds their association: the form, the look before sending, the mailed link, then the public page."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from contributors import robots
from initiatives.models import Actor, Membership
from moderation import actions
from moderation.authors import Author
from moderation.models import Status
from tests import makers
from tests.browser.visit import DESKTOP, PHONE, accessibility_faults, sideways
from tests.proposals import AUTHOR, confirmation_address

NAME = "Les Mains vertes"


@pytest.fixture
def network(site, monkeypatch):
    monkeypatch.setattr(robots, "SHORTEST", timedelta(0))  # a browser fills a form faster than a person
    makers.make_commune(), makers.make_theme()
    return makers.make_actor("Réseau des jardins", kind="reseau")


@pytest.mark.parametrize(
    ("javascript", "width"), [(True, PHONE), (False, DESKTOP)], ids=["scripts", "no scripts"]
)
def test_an_actor_from_the_list_to_its_page(visitor, network, javascript, width):
    visit = visitor(javascript=javascript, width=width)

    def check(page):
        if javascript:  # axe is one
            assert accessibility_faults(page) == [] and sideways(page) == 0

    page = visit.open("/acteurs/")
    page.get_by_role("link", name="Ajouter un acteur").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ajouter un acteur")
    page.get_by_role("textbox", name="Nom", exact=True).fill(NAME)
    page.get_by_role("combobox", name="Sorte d’acteur").select_option("association")
    page.get_by_role("textbox", name=re.compile("^Résumé")).fill("Écrivez à mains (arobase) exemple.fr.")
    page.get_by_role("textbox", name=re.compile("^Savoir-faire")).fill("animation, compostage")
    page.locator("[name=commune]").fill("Brest")
    page.locator("[name=territory]").fill("Finistère")
    page.get_by_role("textbox", name=re.compile("^Premier réseau")).fill("Réseau des jardin")
    page.get_by_role("textbox", name="Votre nom").fill("Camille Le Goff")
    page.get_by_role("textbox", name="Votre adresse électronique").fill(AUTHOR)
    page.get_by_role("checkbox", name=re.compile("cette fiche soit publiée")).check()
    page.get_by_role("button", name="Relire avant d’envoyer").click()
    expect(page).to_have_title(re.compile("^Erreur"))
    expect(page.locator(".error-summary li")).to_have_count(2)
    check(page)
    page.get_by_role("textbox", name=re.compile("^Résumé")).fill("On jardine entre voisines et voisins.")
    page.get_by_role("radio", name=re.compile("Réseau des jardins")).check()
    page.get_by_role("button", name="Relire avant d’envoyer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)
    expect(page.get_by_role("main")).to_contain_text("selon cet acteur")
    check(page)
    page.get_by_role("button", name="Envoyer pour relecture").first.click()
    expect(page.get_by_role("main")).to_contain_text(AUTHOR)
    check(page)
    visit.open(confirmation_address())
    page.get_by_role("button", name="Confirmer").click()
    expect(page.get_by_role("main")).to_contain_text(NAME)
    actor = Actor.objects.get(name=NAME)
    assert actor.status == Status.PENDING and Membership.objects.get().network == network
    actions.publish(sheet=actor, by=Author.system())
    page = visit.open("/acteurs/?q=compostage")
    page.get_by_role("link", name=NAME).click()
    expect(page.get_by_role("main")).to_contain_text("Finistère (département)")
    check(page)
