"""Somebody proposes to change a sheet; a moderator reads the differences, accepts, and goes back."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from contributors import robots
from initiatives.models import Initiative
from moderation.models import Proposal, Status
from outbox.models import Message
from tests import makers
from tests.browser.keyboard import press_enter_on
from tests.browser.visit import PHONE, SCREENS, accessibility_faults, sideways
from tests.edits import CONFIRMATION, PROPOSER

TITLE = "Bibliothèque d’objets de Recouvrance"
SUMMARY = "Des outils prêtés à plusieurs, un samedi sur deux."


@pytest.fixture
def sheet(site, monkeypatch):
    monkeypatch.setattr(robots, "SHORTEST", timedelta(0))  # a browser fills a form faster than a person
    makers.make_administrator("moderation")
    makers.make_theme("numerique", "Numérique et communs")
    return makers.make_initiative(TITLE, summary=SUMMARY, tags=["outils"], photos=[makers.make_photo()])


def log_in(visit, path):
    page = visit.open(f"/admin/login/?next={path}")
    page.locator("[name=username]").fill("moderation")
    page.locator("[name=password]").fill(makers.PASSWORD)
    page.locator("[type=submit]").click()
    page.wait_for_load_state()
    return page


def fill(page):
    """Change two things, say who one is."""
    page.get_by_role("textbox", name="Résumé").fill(SUMMARY.replace("un samedi sur deux", "tous les samedis"))
    page.get_by_role("textbox", name="Étiquettes").fill("outils, réparation")
    page.get_by_role("textbox", name="Votre adresse électronique").fill(PROPOSER)
    page.get_by_role("checkbox", name=re.compile("ma modification soit publiée")).check()


def propose(visit, sheet):
    """Propose a change, down to the mailed link; return its page."""
    page = visit.open(sheet.get_absolute_url())
    page.get_by_role("link", name="Proposer une modification").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Proposer une modification")
    fill(page)
    page.get_by_role("button", name="Voir ce qui change").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Voir ce qui change")
    expect(page.locator("del")).to_contain_text("un samedi sur deux")
    page.get_by_role("button", name="Envoyer pour relecture").click()
    expect(page.get_by_role("main")).to_contain_text(PROPOSER)
    (address,) = CONFIRMATION.findall(Message.objects.filter(to=PROPOSER).latest("pk").body)
    page = visit.open(address)
    page.get_by_role("button", name="Confirmer").click()
    expect(page.get_by_role("main")).to_contain_text("Elle attend sa relecture")
    return page


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_a_proposal_its_differences_and_the_way_back(visitor, sheet, javascript):
    propose(visitor(javascript=javascript, width=PHONE), sheet)
    proposal = Proposal.objects.get()
    page = log_in(visitor(javascript=javascript), f"/admin/moderation/proposal/{proposal.pk}/change/")
    expect(page.locator("ins").first).to_contain_text("tous les samedis")
    page.get_by_role("checkbox", name="Accepter ce changement").nth(1).uncheck()
    page.get_by_role("textbox", name="Réponse").fill("Merci !")
    page.get_by_role("button", name="Accepter ce qui est coché").click()
    expect(page.get_by_text("La fiche est modifiée.")).to_be_visible()
    page = visitor(javascript=javascript).open(sheet.get_absolute_url())
    expect(page.get_by_role("main")).to_contain_text("tous les samedis")
    assert [tag.name for tag in Initiative.objects.get().tags.all()] == ["outils"]
    page.get_by_role("link", name="Historique").click()
    expect(page.get_by_role("main")).to_contain_text("Modification proposée")
    expect(page.locator("ins").first).to_contain_text("tous les samedis")
    page = log_in(visitor(javascript=javascript), f"/admin/initiatives/initiative/{sheet.pk}/history/")
    page.get_by_role("link", name=re.compile("Revenir")).last.click()
    page.get_by_role("button", name="Revenir à cette version").click()
    expect(page.get_by_text("est revenue à la version")).to_be_visible()
    page = visitor(javascript=javascript).open(sheet.get_absolute_url())
    expect(page.get_by_role("main")).to_contain_text("un samedi sur deux")


@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_the_pages_are_for_everybody(visitor, sheet, width, dark):
    visit = visitor(width=width, dark=dark)
    page = visit.open(sheet.get_edit_url())
    assert accessibility_faults(page) == [] and sideways(page) == 0
    page.get_by_role("button", name="Voir ce qui change").last.click()
    expect(page).to_have_title(re.compile("^Erreur"))
    page.wait_for_load_state()
    assert accessibility_faults(page) == [] and sideways(page) == 0
    fill(page)
    page.get_by_role("button", name="Voir ce qui change").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Voir ce qui change")
    page.wait_for_load_state()
    assert accessibility_faults(page) == [] and sideways(page) == 0
    page.get_by_role("button", name="Envoyer pour relecture").click()
    expect(page.get_by_role("main")).to_contain_text(PROPOSER)
    page.wait_for_load_state()
    assert accessibility_faults(page) == [] and sideways(page) == 0
    assert accessibility_faults(visit.open(makers.make_actor().get_edit_url())) == []
    assert accessibility_faults(visit.open(f"{sheet.get_edit_url()}inconnu/", 410)) == []


def test_with_the_keyboard_alone(visitor, sheet):
    page = visitor().open(sheet.get_edit_url())
    fill(page)
    press_enter_on(page, page.get_by_role("button", name="Voir ce qui change").last)
    expect(page.get_by_role("heading", level=1)).to_have_text("Voir ce qui change")
    press_enter_on(page, page.get_by_role("button", name="Envoyer pour relecture"))
    expect(page.get_by_role("main")).to_contain_text(PROPOSER)
    assert Initiative.objects.get().status == Status.PUBLISHED
