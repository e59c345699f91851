"""Verifying together: a list is made, looked at as it is printed, answered; and other pages of the team."""

import pytest
from playwright.sync_api import expect

from initiatives.models import Initiative
from moderation.actions import amend
from moderation.authors import Author
from moderation.models import Kit, Report, Revision
from tests import makers
from tests.browser.visit import SCREENS, accessibility_faults, sideways


@pytest.fixture
def sheets(site):
    makers.make_administrator("moderation")
    for title in ("Atelier vélo", "Jardin partagé", "Repair café"):
        makers.make_initiative(title)


def make_list(visit):
    """Log in and make the list of Brest."""
    page = visit.open("/admin/")
    page.locator("[name=username]").fill("moderation")
    page.locator("[name=password]").fill(makers.PASSWORD)
    page.locator("[type=submit]").click()
    page.get_by_role("main").get_by_role("link", name="Listes de vérification").click()
    page.get_by_role("main").get_by_role("link", name="Ajouter").click()
    page.get_by_role("radio", name="Initiatives").check()
    page.get_by_role("textbox", name="Territoire").fill("brest")
    page.get_by_role("button", name="Préparer la liste").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Brest (29)")
    return page


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_a_list_is_made_and_answered_with_the_keyboard(visitor, sheets, javascript):
    page = make_list(visitor(javascript=javascript))
    page.get_by_role("link", name="Saisir les réponses").click()
    expect(page.get_by_role("group", name="Repair café")).to_be_visible()
    page.get_by_role("radio", name="Encore juste").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")  # the note
    page.keyboard.press("Tab")  # the next sheet
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Une ligne est à revoir")
    expect(page.get_by_role("radio", name="Encore juste").first).to_be_checked()
    page.get_by_role("textbox", name="Note sur la fiche 2").fill("C’est le jeudi.")
    page.get_by_role("button", name="Vérifier avant d’enregistrer").click()
    expect(page.get_by_role("main")).to_contain_text("À corriger\u00a0: 1")
    assert not Report.objects.exists()
    page.get_by_role("button", name="Enregistrer 2 réponses").click()
    expect(page.get_by_text("2 réponses enregistrées.")).to_be_visible()
    assert Report.objects.get().sheet.title_text == "Jardin partagé"
    assert Initiative.objects.get(title="Atelier vélo").verified_at is not None


def pages_of_history():
    """Amend a sheet; return the pages of its history and of the erasure of its first version."""
    sheet = Initiative.objects.first()
    first = Revision.objects.about(sheet).get()
    amend(sheet=sheet, by=Author.system())
    change = f"/admin/initiatives/initiative/{sheet.pk}"
    return [f"{change}/history/", f"{change}/version/{first.pk}/effacer/"]


@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_the_pages_are_for_everybody_and_on_paper_no_sheet_is_cut(visitor, sheets, width, dark):
    visit = visitor(width=width, dark=dark)
    page = make_list(visit)
    base = f"/admin/moderation/kit/{Kit.objects.get().pk}"
    others = ["/admin/moderation/kit/add/", *pages_of_history(), "/admin/outbox/message/exemples/"]
    for path in (f"{base}/change/", f"{base}/imprimer/1/", f"{base}/saisir/1/", *others):
        visit.open(path)
        page.wait_for_load_state()
        assert visit.errors == [], path
        assert accessibility_faults(page) == [], path
        assert sideways(page) == 0, path
        # axe copies the imported sheets of the admin into the page, which its policy refuses: no fault of ours.
        visit.errors.clear()
    visit.open(f"{base}/imprimer/1/")
    page.emulate_media(media="print")
    sheet = page.get_by_role("article").first
    expect(sheet).to_have_css("break-inside", "avoid")
    expect(page.get_by_role("link", name="Revenir à la liste")).to_be_hidden()
    expect(page.locator(".qr svg").first).to_be_visible()
