"""Moderators take one sheet after the other, with and without JavaScript, and with the keys."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from initiatives.models import Initiative
from moderation import claims
from moderation.models import CannedReason, CharterPoint, CharterTick, Claim, Status
from outbox.models import Message
from tests import makers
from tests.browser.visit import SCREENS, accessibility_faults, sideways

OLD, YOUNG = "Bibliothèque d’objets de Recouvrance", "Jardin partagé du Bouguen"
AUTHOR = "camille@exemple.fr"


@pytest.fixture
def sheets(site):
    makers.make_administrator("moderation")
    CannedReason.objects.all().delete()
    CharterPoint.objects.all().delete()
    CannedReason.objects.create(use="refuse", title="Trop court", text="Merci. Racontez une séance.")
    CharterPoint.objects.create(text="Le lieu est le bon.", missing="Où est-ce\u202f?", rank=1)
    CharterPoint.objects.create(text="Les liens s’ouvrent.", rank=2)
    contributor = makers.make_contributor(AUTHOR)
    found = []
    for days, title in ((3, OLD), (2, YOUNG)):
        with time_machine.travel(timezone.now() - timedelta(days=days)):
            found.append(makers.make_initiative(title, status=Status.PENDING, contributor=contributor))
    return found


def log_in(visit):
    page = visit.open("/admin/")
    page.locator("[name=username]").fill("moderation")
    page.locator("[name=password]").fill(makers.PASSWORD)
    page.locator("[type=submit]").click()
    expect(page.get_by_role("button", name="Traiter la suivante")).to_be_visible()
    return page


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_one_sheet_after_the_other(visitor, sheets, javascript):
    visit = visitor(javascript=javascript)
    page = log_in(visit)
    page.get_by_role("button", name="Traiter la suivante").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(OLD)
    expect(page.get_by_text("Vous l’avez prise à l’instant.")).to_be_visible()
    page.get_by_label("Les liens s’ouvrent.").check()
    if javascript:
        expect(page.get_by_text("Point noté.")).to_be_visible()
        expect(page.get_by_role("button", name="Noter les points cochés")).to_be_hidden()
    else:
        page.get_by_role("button", name="Noter les points cochés").click()
        expect(page.get_by_text("Les points vérifiés sont notés.")).to_be_visible()
    assert str(CharterTick.objects.get().point) == "Les liens s’ouvrent."
    page.get_by_role("link", name="Refuser").click()
    box = page.get_by_role("textbox", name="Motif")
    expect(page.get_by_label("Les liens s’ouvrent.")).to_have_count(0)
    page.get_by_label("Texte tout prêt").select_option(label="Trop court")
    page.get_by_label("Le lieu est le bon.").check()
    if not javascript:
        page.get_by_role("button", name="Mettre dans le texte").click()
    expect(box).to_have_value("Merci. Racontez une séance.\n\n- Où est-ce\u202f?")
    box.fill("Merci. Racontez une séance, et dites où elle a lieu.")
    page.get_by_role("button", name="Refuser").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(YOUNG)
    expect(page.get_by_text(f"«\u00a0{OLD}\u00a0»\u00a0: fiche refusée.")).to_be_visible()
    assert (
        Initiative.objects.get(title=OLD).refusal_reason
        == "Merci. Racontez une séance, et dites où elle a lieu."
    )
    assert "dites où elle a lieu" in Message.objects.get(to=AUTHOR).body
    assert Claim.objects.get().sheet.title == YOUNG
    page.get_by_role("button", name="Enregistrer et publier").click()
    expect(page.get_by_text("Vous êtes au bout de la file")).to_be_visible()
    assert Initiative.objects.published().get().title == YOUNG


def test_keys_work_once_turned_on_and_never_in_a_field(visitor, sheets):
    visit = visitor()
    page = log_in(visit)
    page.get_by_role("button", name="Traiter la suivante").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(OLD)
    page.get_by_text("Raccourcis clavier").click()
    heading.click()
    page.keyboard.press("n")
    expect(heading).to_have_text(OLD)
    page.get_by_label("Utiliser ces touches").check()
    page.get_by_label("Résumé").focus()
    page.keyboard.type("prqn")
    expect(heading).to_have_text(OLD)
    heading.click()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    expect(page.get_by_label("Utiliser ces touches")).to_be_hidden()
    page.keyboard.press("n")
    expect(heading).to_have_text(YOUNG)
    expect(page.get_by_text("Raccourcis clavier")).to_be_visible()  # the script is there
    page.keyboard.press("r")
    expect(page.get_by_role("textbox", name="Motif")).to_be_visible()
    assert not Initiative.objects.exclude(status=Status.PENDING).exists()


@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_the_pages_are_for_everybody(visitor, sheets, width, dark):
    claims.take(sheet=sheets[1], user=makers.make_moderator("brieuc"))
    visit = visitor(width=width, dark=dark)
    page = log_in(visit)
    change = "/admin/initiatives/initiative/{}/change/"
    addresses = [
        "/admin/",
        "/admin/mes-courriels/",
        "/admin/statistiques/",
        "/admin/initiatives/initiative/",
        *(change.format(sheet.pk) for sheet in sheets),
        f"/admin/initiatives/initiative/{sheets[0].pk}/decision/refuse/",
    ]
    for address in addresses:
        visit.open(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.evaluate("for (const part of document.querySelectorAll('section details')) part.open = true")
        assert visit.errors == []
        assert (address, accessibility_faults(page)) == (address, [])
        assert (address, sideways(page)) == (address, 0)
        visit.errors.clear()  # what axe itself complains of when it reads the admin's style sheets
