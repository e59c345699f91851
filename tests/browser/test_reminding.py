"""A year goes by: the author of a sheet is asked whether it is still true, and says so by one button."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from initiatives.models import Initiative
from moderation import actions, freshness
from moderation.authors import Author
from moderation.models import Revision
from outbox.models import Message
from tests import makers
from tests.browser.visit import PHONE

AUTHOR = "camille@exemple.fr"
VERIFY = re.compile(r"/suivi/[\w-]{43}/verifier/")


@pytest.fixture
def sheet(site):
    contributor = makers.make_contributor(AUTHOR)
    sheet = makers.make_initiative("Four à pain de Kérinou", status="unconfirmed", contributor=contributor)
    actions.submit(sheet=sheet, contributor=contributor)
    actions.confirm(sheet=sheet, contributor=contributor)
    return actions.publish(sheet=sheet, by=Author.system())


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_a_year_later_one_button_says_that_all_is_still_true(visitor, sheet, javascript):
    assert freshness.remind() == 0
    with time_machine.travel(timezone.now() + timedelta(days=366)):
        assert freshness.remind() == 1
        body = Message.objects.filter(to=AUTHOR).latest("pk").body
        page = visitor(javascript=javascript, width=PHONE).open(VERIFY.findall(body)[0])
        assert Initiative.objects.get().verified_at is None  # mail scanners follow links
        page.get_by_role("button", name="Tout est encore juste").click()
        expect(page.get_by_role("status")).to_contain_text("vérifiée")
        assert Initiative.objects.get().verified_at == timezone.localdate()
        assert Revision.objects.about(sheet).first().action == Revision.Action.VERIFY
        page = visitor(javascript=javascript).open(sheet.get_absolute_url())
        expect(page.get_by_role("main")).to_contain_text(re.compile(r"Fiche vérifiée\s*en"))
        page = visitor(javascript=javascript).open("/initiatives/?verifie=1")
        expect(page.get_by_role("main")).to_contain_text("Four à pain de Kérinou")
        assert freshness.remind() == 0
