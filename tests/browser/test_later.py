"""A form begun on a telephone and finished on another device, by a link in a mail."""

import re

import pytest
from playwright.sync_api import expect

from initiatives.models import Initiative
from outbox.models import Message
from tests import makers
from tests.browser.visit import PHONE, SCREENS, accessibility_faults, sideways
from tests.proposals import AUTHOR

LINK = re.compile(r"/initiatives/proposer/\?brouillon=[\w-]{43}")


@pytest.fixture(autouse=True)
def place(site):
    makers.make_theme()
    makers.make_commune()


def put_off(visit):
    """Begin a form and press « Finir plus tard »."""
    page = visit.open("/initiatives/proposer/")
    page.get_by_role("textbox", name="Nom de l’initiative").fill("Jardin à finir")
    page.get_by_role("button", name="Finir plus tard").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Finir plus tard")
    return page


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_a_form_goes_on_on_another_device(visitor, javascript):
    page = put_off(visitor(javascript=javascript, width=PHONE))
    page.get_by_role("button", name="Recevoir le lien").click()
    expect(page).to_have_title(re.compile("^Erreur"))
    page.get_by_role("textbox", name="Votre adresse électronique").fill(AUTHOR)
    page.get_by_role("button", name="Recevoir le lien").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre lien est en route")
    link = LINK.search(Message.objects.get(to=AUTHOR).body)[0]
    other = visitor(javascript=javascript).open(link)
    expect(other.get_by_role("textbox", name="Nom de l’initiative")).to_have_value("Jardin à finir")
    expect(other.get_by_role("main")).not_to_contain_text("Erreur")
    assert not Initiative.objects.exists()


@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_the_pages_are_for_everybody(visitor, width, dark):
    page = put_off(visitor(width=width, dark=dark))
    page.wait_for_load_state()
    assert accessibility_faults(page) == []
    assert sideways(page) == 0
    page.get_by_role("button", name="Recevoir le lien").click()
    expect(page).to_have_title(re.compile("^Erreur"))
    page.wait_for_load_state()
    assert accessibility_faults(page) == []
    page.get_by_role("textbox", name="Votre adresse électronique").fill(AUTHOR)
    page.get_by_role("button", name="Recevoir le lien").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre lien est en route")
    page.wait_for_load_state()
    assert accessibility_faults(page) == []
