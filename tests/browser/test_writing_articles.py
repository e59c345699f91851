"""An analysis is written, looked at, read, published, and found on the page of the initiative that it is about."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from articles.models import Article
from contributors import robots
from moderation import actions
from moderation.authors import Author
from tests import analyses, makers
from tests.browser.visit import PHONE, SCREENS, accessibility_faults, sideways

TITLE = "Trois ans de jardin partagé"
GARDEN = "Jardin partagé du Bouguen"


@pytest.fixture
def garden(site, monkeypatch):
    monkeypatch.setattr(robots, "SHORTEST", timedelta(0))  # a browser fills a form faster than a person
    return makers.make_initiative(GARDEN)


def fill(page):
    """Fill the form of an analysis."""
    page.get_by_label("Retour d’expérience").check()
    page.get_by_label("Titre", exact=True).fill(TITLE)
    page.get_by_label("Résumé").fill("Ce qui a marché, et ce que nous ferions autrement.")
    page.get_by_label("Texte", exact=True).fill(analyses.TEXT)
    page.get_by_label("Signature").fill("Le club du mercredi")
    page.get_by_label("Votre nom").fill("Dominique")
    page.get_by_label("Votre adresse électronique").fill(analyses.WRITER)
    page.get_by_label("J’accepte que cette analyse soit publiée").check()


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_from_the_form_to_the_page_of_the_initiative(visitor, site, garden, client, javascript):
    page = visitor(javascript=javascript, width=PHONE).open(garden.get_absolute_url())
    page.get_by_role("link", name="Écrire une analyse").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Écrire une analyse")
    page.get_by_role("button", name="Relire avant d’envoyer").click()
    expect(page).to_have_title(re.compile("^Erreur"))
    fill(page)
    page.get_by_role("button", name="Voir la mise en page").click()
    expect(page).to_have_url(re.compile("#apercu$"))
    expect(page.get_by_role("heading", name="Commencer petit")).to_be_in_viewport()
    page.get_by_role("button", name="Relire avant d’envoyer").click()
    expect(page.get_by_role("heading", name="Relisez avant d’envoyer")).to_be_visible()
    expect(page.get_by_role("heading", name="Commencer petit")).to_be_visible()
    page.get_by_role("button", name="Envoyer pour relecture").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Plus qu’un geste")
    analyses.confirm(client)
    article = Article.objects.get()
    actions.publish(sheet=article, by=Author.system())

    page = visitor(javascript=javascript).open(garden.get_absolute_url())
    page.get_by_role("main").get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.get_by_role("main")).to_contain_text("Le club du mercredi")
    page.get_by_role("navigation", name="Dans ce texte").get_by_role("link", name="Passer la main").click()
    expect(page).to_have_url(re.compile("#s-passer-la-main$"))
    page.get_by_role("main").get_by_role("link", name=GARDEN).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(GARDEN)


@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_the_pages_are_for_everybody(visitor, site, garden, width, dark):
    article = makers.make_article(
        kind="methode", is_open=True, initiatives=[garden], authors=[makers.make_actor()],
        themes=[makers.make_theme()], photos=[makers.make_photo()], contributor=makers.make_contributor(),
    )  # fmt: skip
    visit = visitor(width=width, dark=dark)
    for path in (article.get_absolute_url(), "/analyses/", article.get_history_url()):
        page = visit.open(path)
        assert accessibility_faults(page) == [], path
        assert sideways(page) == 0, path
    page = visit.open(analyses.FORM)
    assert accessibility_faults(page) == []
    page.get_by_role("button", name="Relire avant d’envoyer").click()
    expect(page).to_have_title(re.compile("^Erreur"))
    page.wait_for_load_state()
    assert accessibility_faults(page) == []
    fill(page)
    page.get_by_role("button", name="Relire avant d’envoyer").click()
    expect(page.get_by_role("heading", name="Relisez avant d’envoyer")).to_be_visible()
    page.wait_for_load_state()
    assert accessibility_faults(page) == []
    page.get_by_role("button", name="Envoyer pour relecture").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Plus qu’un geste")
    page.wait_for_load_state()
    assert accessibility_faults(page) == []
    assert accessibility_faults(visit.open(f"{analyses.FORM}relecture/inconnu/", 410)) == []
