"""An author follows a sheet without an account: a question and its answer, then taking the sheet down and back."""

import re

import pytest
from playwright.sync_api import expect

from initiatives.models import Initiative
from moderation import actions
from moderation.authors import Author
from moderation.models import Status
from outbox.models import Message
from tests import makers
from tests.browser.keyboard import press_enter_on
from tests.browser.visit import PHONE, SCREENS, accessibility_faults, sideways

TITLE = "Bibliothèque d’objets de Recouvrance"
AUTHOR = "camille@exemple.fr"
FOLLOW = re.compile(r"/suivi/[\w-]{43}/")


def address_in_last_mail(to):
    return FOLLOW.search(Message.objects.filter(to=to).latest("pk").body)[0]


@pytest.fixture
def sheet(site):
    makers.make_administrator("moderation")
    return makers.make_initiative(TITLE, status=Status.PENDING, contributor=makers.make_contributor(AUTHOR))


def ask(visit):
    """Log in, open the sheet, ask its author something."""
    page = visit.open("/admin/")
    page.locator("[name=username]").fill("moderation")
    page.locator("[name=password]").fill(makers.PASSWORD)
    page.locator("[type=submit]").click()
    page.get_by_role("main").get_by_role("link", name=TITLE).first.click()
    page.get_by_role("link", name="Poser une question").click()
    page.get_by_role("textbox", name="Question").fill("Quel jour êtes-vous là\u202f?")
    page.get_by_role("button", name="Poser une question").click()
    expect(page.get_by_text("en attente d’une réponse").first).to_be_visible()
    return page


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_a_question_its_answer_and_a_withdrawal(visitor, sheet, javascript):
    admin = ask(visitor(javascript=javascript))
    visit = visitor(javascript=javascript, width=PHONE)
    address = address_in_last_mail(AUTHOR)
    page = visit.open(address)
    expect(page.get_by_role("main")).to_contain_text("Quel jour êtes-vous là")
    page.get_by_role("button", name="Envoyer la réponse").click()
    expect(page).to_have_title(re.compile("^Erreur"))
    page.get_by_role("textbox", name="Votre réponse").fill("Le samedi matin.")
    page.get_by_role("button", name="Envoyer la réponse").click()
    expect(page.get_by_role("status")).to_contain_text("Votre réponse est envoyée")
    admin.get_by_role("main").get_by_role("link", name=TITLE).first.click()
    expect(admin.get_by_role("main")).to_contain_text("Le samedi matin.")
    admin.get_by_role("button", name="Enregistrer et publier").click()
    page = visit.open(address_in_last_mail(AUTHOR))
    page.get_by_role("link", name="Retirer la fiche").click()
    assert Initiative.objects.get().status == Status.PUBLISHED
    page.get_by_role("button", name="Retirer la fiche").click()
    expect(page.get_by_role("status")).to_contain_text("La fiche est retirée")
    visitor().open(sheet.get_absolute_url(), 404)
    page.get_by_role("link", name="Remettre la fiche en ligne").click()
    page.get_by_role("button", name="Remettre en ligne").click()
    expect(page.get_by_role("status")).to_contain_text("de nouveau en ligne")
    visitor().open(sheet.get_absolute_url())


@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_the_pages_are_for_everybody(visitor, sheet, width, dark):
    ask(visitor())
    visit = visitor(width=width, dark=dark)
    address = address_in_last_mail(AUTHOR)
    page = visit.open(address)
    assert accessibility_faults(page) == []
    page.get_by_role("button", name="Envoyer la réponse").click()
    expect(page).to_have_title(re.compile("^Erreur"))
    page.wait_for_load_state()  # with its style sheets
    assert accessibility_faults(page) == []
    actions.publish(sheet=sheet, by=Author.system())
    for path in (address, *(f"{address}{name}/" for name in ("retirer", "terminer", "effacer"))):
        assert accessibility_faults(visit.open(path)) == [], path
        assert sideways(page) == 0, path
    assert accessibility_faults(visit.open("/suivi/inconnu/", 410)) == []


def test_with_the_keyboard_alone(visitor, sheet):
    actions.publish(sheet=sheet, by=Author.system())
    page = visitor().open(address_in_last_mail(AUTHOR))
    press_enter_on(page, page.get_by_role("link", name="Dire qu’elle est terminée"))
    expect(page.get_by_role("heading", level=1)).to_have_text("L’initiative est terminée")
    press_enter_on(page, page.get_by_role("button", name="Dire qu’elle est terminée"))
    expect(page.get_by_role("status")).to_contain_text("terminée")
