"""Somebody is invited, protects their account, comes back with a code, then with a recovery code."""

import base64
import re
import time

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import expect

from contributors import invitations, passwords
from contributors.models import Invitation
from outbox.models import Message
from tests import makers
from tests.browser.visit import SCREENS, accessibility_faults, sideways
from tests.second_factor import code_of

LINK = re.compile(r"/admin/(?:invitation|nouveau-mot-de-passe)/\S+")


@pytest.fixture
def invited(site, settings):
    """Invite somebody to the team of a site in production; return the address that was mailed."""
    settings.SECOND_FACTOR_REQUIRED = True
    group = Group.objects.create(name="Modération du Finistère")
    invitation = Invitation(name="Camille", email="camille@exemple.fr")
    invitations.invite(invitation=invitation, groups=[group], by=makers.make_administrator())
    return LINK.search(Message.objects.get().body)[0]


def log_in(visit, username="camille"):
    page = visit.open("/admin/")
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill(makers.PASSWORD)
    page.get_by_role("button", name="Connexion").click()
    return page


def enrol(page):
    """Type the key that the page shows into an application, and its code into the page; return the key."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Protéger votre compte")
    key = base64.b32decode(page.locator("code.key").inner_text().replace(" ", "")).hex()
    page.get_by_role("textbox").fill(code_of(key))
    page.get_by_role("button", name="Activer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vos codes de secours")
    return key


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_from_the_invitation_to_the_recovery_code(visitor, invited, javascript):
    visit = visitor(javascript=javascript)
    page = visit.open(invited)
    page.locator("[name=password1]").fill(makers.PASSWORD)
    page.locator("[name=password2]").fill(makers.PASSWORD)
    page.get_by_role("button", name="Créer mon compte").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Connexion")
    log_in(visit)
    enrol(page)
    code = page.locator(".recovery-codes code").first.inner_text()
    page.get_by_role("link", name="Je les ai gardés").click()
    expect(page.get_by_role("button", name="Déconnexion")).to_be_visible()
    page = log_in(again := visitor(javascript=javascript))
    expect(page.get_by_role("heading", level=1)).to_have_text("Second facteur")
    page.get_by_role("textbox", name="Code").fill("abcd-efgh")
    page.get_by_role("button", name="Continuer").click()
    expect(page).to_have_title(re.compile("^Erreur"))
    time.sleep(1)  # what one error costs
    page.get_by_role("textbox", name="Code").fill(code)
    page.get_by_role("button", name="Continuer").click()
    expect(page).to_have_url(f"{again.site}/admin/")
    visit.open(invited, 410)


@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_the_pages_are_for_everybody(visitor, invited, width, dark):
    visit = visitor(width=width, dark=dark)
    faults = {}

    def look(page):
        page.wait_for_load_state()  # with its style sheets
        found = accessibility_faults(page, preload=False) + (
            [f"sideways: {sideways(page)}"] if sideways(page) else []
        )
        faults.setdefault(page.url.removeprefix(visit.site), []).extend(found)

    user = makers.make_administrator("coordination")
    passwords.send_link(user)
    new_password = LINK.search(Message.objects.latest("pk").body)[0]
    for path in (invited, "/admin/mot-de-passe-oublie/", new_password, "/admin/login/"):
        look(visit.open(path))
    page = visit.open(invited)
    page.get_by_role("button", name="Créer mon compte").click()
    expect(page).to_have_title(re.compile("^Erreur"))
    look(page)
    log_in(visit, "coordination")
    expect(page.get_by_role("heading", level=1)).to_have_text("Protéger votre compte")
    look(page)
    enrol(page)
    look(page)
    own = "/admin/second-facteur/"
    pages = (own, f"{own}activer/", f"{own}codes-de-secours/", f"{own}supprimer/")
    for path in (*pages, "/admin/contributors/invitation/add/", "/admin/contributors/sensitiveact/"):
        look(visit.open(path))
    page = log_in(visitor(width=width, dark=dark), "coordination")
    expect(page.get_by_role("heading", level=1)).to_have_text("Second facteur")
    look(page)
    assert {path: found for path, found in faults.items() if found} == {}
