"""People register for a meeting until it is full, one takes it back, the next is told; then a report is asked for."""

from datetime import timedelta

import pytest
import time_machine
from playwright.sync_api import expect

from events.models import Registration
from events.registering import reminding
from outbox.models import Message
from tests import makers
from tests.browser.visit import PHONE, SCREENS, accessibility_faults, sideways
from tests.messages import link_for
from tests.registrations import ORGANISER, READER, booked, date_of, meeting, organiser_page, register_page

WAIT_FOR_THE_TRAP = 3_500  # milliseconds: a form sent faster is asked again
SECOND = "mado@courriel-prive.fr"


def heading(page):
    return page.get_by_role("heading", level=1)


def open_registrations(visit, event):
    """Open the registrations for a single seat, from the page that follows the meeting."""
    page = visit.open(organiser_page(event).removesuffix("inscriptions/"))
    page.get_by_role("link", name="Les inscriptions").click()
    page.get_by_role("link", name="Ouvrir les inscriptions").click()
    page.get_by_role("spinbutton", name="Nombre de places").fill("1")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("status")).to_contain_text("C’est enregistré")


def register(visit, event, name, email, button):
    """Register from the page of the meeting, and confirm by mail."""
    page = visit.open(event.get_absolute_url())
    page.get_by_role("link", name=button).click()
    page.get_by_role("textbox", name="Votre nom").fill(name)
    page.get_by_role("textbox", name="Votre adresse électronique").fill(email)
    page.get_by_role("checkbox", name="J’accepte que l’organisation").check()
    page.wait_for_timeout(WAIT_FOR_THE_TRAP)
    page.get_by_role("button", name=button).click()
    expect(heading(page)).to_have_text("Il reste un geste")
    page = visit.open(link_for(email))
    page.get_by_role("button", name="Confirmer mon inscription").click()
    return page


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_to_capacity_waiting_cancelling_and_a_report(visitor, site, javascript):
    visit = visitor(javascript=javascript, width=PHONE)
    event = makers.make_event(contributor=makers.make_contributor(ORGANISER))
    open_registrations(visit, event)
    page = register(visit, event, "Dominique", READER, "S’inscrire")
    expect(heading(page)).to_have_text("Votre place est gardée")
    page = register(visit, event, "Mado", SECOND, "Rejoindre la liste d’attente")
    expect(heading(page)).to_have_text("Vous êtes en liste d’attente")
    page = visit.open(link_for(READER))
    page.get_by_role("button", name="Annuler mon inscription").click()
    expect(heading(page)).to_have_text("Votre inscription est annulée")
    assert "Une place pour vous" in Message.objects.filter(to=SECOND).latest("pk").subject
    page = visit.open(link_for(SECOND))
    expect(heading(page)).to_have_text("Votre place est gardée")
    page = visit.open(organiser_page(event))
    expect(page.get_by_role("main")).to_contain_text("Mado")
    expect(page.get_by_role("main")).not_to_contain_text("Dominique")
    with time_machine.travel(date_of(event).ends_at + timedelta(days=2, hours=1), tick=False):
        assert reminding.ask_for_reports() == 1
    wanted = Message.objects.filter(to=ORGANISER).latest("pk")
    assert "1 personne inscrite" in wanted.body and "/analyses/proposer/?rencontre=" in wanted.body


@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_the_pages_are_for_everybody(visitor, site, width, dark):
    visit = visitor(width=width, dark=dark)
    event = meeting(capacity=12, rhythm="semaine", times=3)
    booked(event, people=2, brings="Des graines de tomates", shares=True, may_be_written=True)
    booked(event, SECOND, name="Mado", seeks="Quelqu’un qui sait greffer un pommier", people=3)
    row = Registration.objects.latest("pk")

    def check(path):
        page = visit.open(path)
        page.wait_for_load_state()
        assert accessibility_faults(page) == [], path
        assert sideways(page) == 0, path

    check(event.get_absolute_url())
    check(register_page(event))
    page = visit.page
    page.get_by_role("button", name="S’inscrire").click()
    expect(page.get_by_role("group", name="points à corriger")).to_be_visible()
    page.wait_for_load_state()
    assert accessibility_faults(page) == []
    check(f"{register_page(event)}?envoye")
    check(link_for(SECOND))
    for more in ("", "reglages/", "ajouter/", "ecrire/", "feuille/", f"{row.pk}/annuler/"):
        check(organiser_page(event, more))
