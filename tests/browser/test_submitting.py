"""From the form to the map: proposing, confirming by mail, publishing in the admin, finding it again."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from contributors import robots
from initiatives.models import Initiative
from moderation.models import Status
from tests import makers
from tests.browser.keyboard import press_enter_on, tab_to
from tests.browser.visit import PHONE, accessibility_faults
from tests.proposals import AUTHOR, confirmation_address

TITLE = "Bibliothèque d’objets de Recouvrance"
SHEET = re.compile("/initiatives/bibliotheque-d-objets-de-recouvrance/$")


@pytest.fixture(autouse=True)
def place(site, monkeypatch):
    """Give the form its themes and communes; let it be filled faster than by hand."""
    makers.make_theme()
    makers.make_tag("outils", makers.make_theme("culture", "Culture et savoirs"))
    makers.make_commune()
    makers.make_administrator("moderation")
    monkeypatch.setattr(robots, "SHORTEST", timedelta(0))


def fill(page):
    """Fill all that the form requires, and its coordinates typed."""
    page.get_by_role("textbox", name="Nom de l’initiative").fill(TITLE)
    page.get_by_role("textbox", name="Résumé").fill("On y emprunte ce qui ne sert qu’une fois l’an.")
    page.get_by_role("group", name="Thème principal").get_by_label("Culture et savoirs").check(force=True)
    page.locator("[name=tags]").fill("prêt, bricolage")
    page.get_by_label("En activité").check()
    page.get_by_role("group", name="Échelle").get_by_label("Quartier").check()
    page.get_by_label("Une adresse précise").check()
    page.locator("[name=lieu-0-commune]").fill("Brest")
    page.locator("[name=lieu-0-address]").fill("3 rue de Pontaniou")
    page.get_by_role("textbox", name="Latitude").fill("48,3849")
    page.get_by_role("textbox", name="Longitude").fill("-4,5042")
    page.get_by_label("Une association, un collectif", exact=False).check()
    page.get_by_role("textbox", name="Son nom").fill("Les Objets partagés")
    page.locator("[name=actor_kind]").select_option("association")
    page.get_by_role("textbox", name="Votre nom").fill("Camille Le Goff")
    page.get_by_role("textbox", name="Votre adresse électronique").fill(AUTHOR)
    page.locator("[name=publication_consent]").check()


def review(page):
    """Go to the look before sending."""
    page.get_by_role("button", name="Relire avant d’envoyer").last.click()
    expect(page).to_have_url(re.compile("/relecture/"))
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)


def send(page):
    """Send what was looked at."""
    page.get_by_role("button", name="Envoyer pour relecture").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Merci")
    expect(page.get_by_role("main")).to_contain_text(AUTHOR)


def confirm(visit):
    """Follow the mailed link and press its button."""
    page = visit.open(confirmation_address())
    assert Initiative.objects.get().status == Status.UNCONFIRMED
    page.get_by_role("button", name="Confirmer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre proposition est confirmée")


def publish(visit):
    """Log in, open the first sheet of the queue, publish it."""
    page = visit.open("/admin/")
    page.get_by_label("Nom d’utilisateur", exact=False).or_(page.locator("[name=username]")).first.fill(
        "moderation"
    )
    page.locator("[name=password]").fill(makers.PASSWORD)
    page.locator("[type=submit]").click()
    page.get_by_role("main").get_by_role("link", name=TITLE).first.click()
    page.get_by_role("button", name="Enregistrer et publier").click()
    expect(page.get_by_text("publiée").first).to_be_visible()


def find_on_the_map(visit):
    """See the sheet beside the map and open it."""
    page = visit.open("/carte/")
    page.get_by_role("main").get_by_role("link", name=TITLE).first.click()
    expect(page).to_have_url(SHEET)
    expect(page.get_by_role("main")).to_contain_text("Les Objets partagés")


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_from_the_form_to_the_map(visitor, javascript):
    visit = visitor(javascript=javascript)
    page = visit.open("/")
    page.get_by_role("link", name="Proposer une initiative").first.click()
    fill(page)
    review(page)
    send(page)
    confirm(visit)
    publish(visitor(javascript=javascript))
    find_on_the_map(visitor(javascript=javascript))
    assert AUTHOR not in visitor().open("/initiatives/bibliotheque-d-objets-de-recouvrance/").content()


def test_what_was_typed_comes_back_with_its_errors_and_can_be_mended(visitor):
    visit = visitor(width=PHONE)
    page = visit.open("/initiatives/proposer/")
    fill(page)
    page.get_by_role("textbox", name="Votre adresse électronique").fill("camille@exemple")
    page.get_by_role("button", name="Relire avant d’envoyer").last.click()
    expect(page).to_have_title(re.compile("^Erreur"))
    summary = page.get_by_role("group", name="Un point à corriger")
    expect(summary).to_be_focused()
    expect(page.get_by_role("textbox", name="Nom de l’initiative")).to_have_value(TITLE)
    assert accessibility_faults(page) == []
    summary.get_by_role("link").click()
    expect(page.get_by_role("textbox", name="Votre adresse électronique")).to_be_focused()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type(AUTHOR)
    review(page)
    assert accessibility_faults(page) == []


def test_with_a_photo_and_a_point_put_on_the_map(visitor):
    page = visitor().open("/initiatives/proposer/")
    fill(page)
    page.locator("[name=lieu-0-commune]").fill("")
    page.get_by_role("textbox", name="Latitude").fill("")
    page.get_by_role("textbox", name="Longitude").fill("")
    page.locator("[name=lieu-0-commune]").press_sequentially("Bres")
    page.get_by_role("option", name="Brest (29)").click()  # the map opens there
    page.get_by_role("button", name="Mettre le repère au centre de la carte").click()
    expect(page.get_by_role("textbox", name="Latitude")).to_have_value(re.compile("^48,"))
    photo = {"name": "objets.jpg", "mimeType": "image/jpeg", "buffer": makers.picture()}
    page.locator("[type=file]").set_input_files(photo)
    page.get_by_role("textbox", name="Décrire la photo").fill("Des outils rangés sur une étagère")
    page.get_by_role("textbox", name="Auteur ou autrice de la photo").fill("Camille Le Goff")
    review(page)
    expect(page.get_by_role("img", name="Des outils rangés sur une étagère")).to_be_visible()
    send(page)
    assert Initiative.objects.get().photos.count() == 1


def test_with_the_keyboard_alone(visitor):
    page = visitor().open("/initiatives/proposer/")

    def type_in(label, text):
        tab_to(page, page.get_by_label(label, exact=False).first)
        page.keyboard.type(text)

    def choose(control):
        tab_to(page, control.first)
        page.keyboard.press("Space")

    type_in("Nom de l’initiative", TITLE)
    type_in("Résumé", "On y emprunte ce qui ne sert qu’une fois l’an.")
    choose(page.get_by_role("group", name="Thème principal").get_by_role("radio"))
    choose(page.locator("[name=stage]"))
    choose(page.locator("[name=scale]"))
    tab_to(page, page.locator("[name=lieu-0-kind]").first)
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")  # the whole commune
    tab_to(page, page.locator("[name=lieu-0-commune]"))
    page.keyboard.type("Brest")
    tab_to(page, page.locator("[name=carrier]").first)
    page.keyboard.press("ArrowDown")  # a person
    type_in("Votre nom", "Camille Le Goff")
    type_in("Votre adresse électronique", AUTHOR)
    choose(page.locator("[name=publication_consent]"))
    press_enter_on(page, page.get_by_role("button", name="Relire avant d’envoyer").last)
    expect(page).to_have_url(re.compile("/relecture/"))
    press_enter_on(page, page.get_by_role("button", name="Envoyer pour relecture"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Merci")
    assert Initiative.objects.get().locations.get().kind == "commune"
