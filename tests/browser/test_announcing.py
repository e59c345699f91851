"""Somebody announces a meeting without an account; it is read, shown, taken to a calendar."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from events.models import Event
from moderation.models import Status
from outbox.models import Message
from tests import makers
from tests.browser.visit import PHONE, accessibility_faults, sideways

WRITER = "dominique@exemple.fr"
CONFIRM = re.compile(r"/confirmer/[\w-]{43}/")


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_from_the_form_to_the_calendar(visitor, site, javascript):
    makers.make_administrator("moderation")
    makers.make_commune()
    garden = makers.make_theme()
    initiative = makers.make_initiative(theme=garden)
    page = visitor(javascript=javascript, width=PHONE).open(
        f"/rencontres/proposer/?initiative={initiative.slug}"
    )
    if javascript:
        assert accessibility_faults(page) == []
    page.get_by_role("textbox", name="Titre").fill("Troc de plants")
    page.get_by_role("textbox", name="Résumé").fill("On échange plants et graines, on boit un café.")
    page.locator("[name=day]").fill((timezone.localdate() + timedelta(days=3)).isoformat())
    page.locator("[name=starts]").fill("14:00")
    page.locator("[name=commune]").fill("Brest (29)")
    page.locator("[name=contributor_name]").fill("Dominique")
    page.locator("[name=contributor_email]").fill(WRITER)
    page.get_by_role("checkbox", name=re.compile("J’accepte")).check()
    page.get_by_role("button", name="Relire avant d’envoyer").click()
    expect(page).to_have_title(re.compile("^Erreur"))
    page.locator("[name=ends]").fill("16:00")
    page.wait_for_timeout(3200)  # nobody reads the form faster: the robot trap
    page.get_by_role("button", name="Relire avant d’envoyer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Troc de plants")
    page.get_by_role("button", name="Envoyer pour relecture").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Merci")
    assert Event.objects.get().status == Status.UNCONFIRMED

    page = visitor(javascript=javascript).open(
        CONFIRM.search(Message.objects.filter(to=WRITER).latest("pk").body)[0]
    )
    page.get_by_role("main").get_by_role("button").first.click()
    expect(page.get_by_role("main")).to_contain_text("relecture")

    admin = visitor(javascript=javascript).open("/admin/")
    admin.locator("[name=username]").fill("moderation")
    admin.locator("[name=password]").fill(makers.PASSWORD)
    admin.locator("[type=submit]").click()
    admin.get_by_role("main").get_by_role("link", name="Troc de plants").first.click()
    admin.get_by_role("button", name="Enregistrer et publier").click()
    expect(admin.get_by_role("main")).to_contain_text("publi")

    page = visitor(javascript=javascript, width=PHONE).open("/rencontres/")
    expect(page.get_by_role("link", name="Troc de plants")).to_be_visible()
    assert sideways(page) == 0
    page.get_by_role("link", name="Voir le mois").click()
    day = Event.objects.get().day
    page = visitor(javascript=javascript, width=PHONE).open(f"/rencontres/mois/{day:%Y-%m}/")
    expect(page.get_by_role("link", name="Troc de plants")).to_be_visible()
    assert sideways(page) == 0
    if javascript:
        assert accessibility_faults(page) == []
    page = visitor(javascript=javascript).open(initiative.get_absolute_url())
    page.get_by_role("link", name="Troc de plants").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Troc de plants")
    if javascript:
        assert accessibility_faults(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="Ajouter à mon agenda").click()
    assert "SUMMARY:Troc de plants" in download.value.path().read_text()
