"""Two people are brought together, or not, without JavaScript as with it; and somebody writes to one of them."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from contact import introductions
from contact.models import Introduction
from initiatives.refresh import refresh_projection
from outbox.models import Message
from tests import makers
from tests.browser.visit import PHONE, SCREENS, accessibility_faults, sideways
from tests.messages import TEXT, WORD, WRITER, link_for

X, Y = "xaviere@courriel-prive.fr", "yann@courriel-prive.fr"
WAIT_FOR_THE_TRAP = 3_500  # milliseconds: a form sent faster is asked again


@pytest.fixture
def pair(site):
    garden = makers.make_initiative(
        "Jardin partagé du Bouguen", contributor=makers.make_contributor(X, "Xavière")
    )
    store = makers.make_initiative("Ressourcerie du port", contributor=makers.make_contributor(Y, "Yann"))
    refresh_projection([garden.pk, store.pk])
    return garden, store


def propose(visit, garden, word=WORD):
    """Go from a sheet to the other, say why, confirm by mail."""
    page = visit.open(garden.get_absolute_url())
    page.get_by_role("link", name="Mettre en relation").click()
    page.get_by_role("searchbox", name="Son nom").fill("ressourcerie")
    page.get_by_role("button", name="Chercher").click()
    page.get_by_role("link", name="Ressourcerie du port").click()
    expect(page.get_by_role("textbox", name="Pourquoi les réunir")).to_be_visible()
    page.get_by_role("button", name="Envoyer").click()
    expect(page).to_have_title(re.compile("^Erreur"))
    page.get_by_role("textbox", name="Pourquoi les réunir").fill(word)
    page.get_by_role("textbox", name="Votre nom").fill("Dominique")
    page.get_by_role("textbox", name="Votre adresse électronique").fill(WRITER)
    page.wait_for_timeout(WAIT_FOR_THE_TRAP)
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Il reste un geste")
    page = visit.open(link_for(WRITER))
    page.get_by_role("button", name="Proposer aux deux").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("C’est proposé")


def answer(visit, to, button):
    """Open the mailed link and press a button."""
    page = visit.open(link_for(to))
    expect(page.get_by_role("main")).to_contain_text("Voulez-vous vous rencontrer")
    page.get_by_role("button", name=button, exact=True).click()
    return page


def told(to):
    return Message.objects.filter(to=to).latest("pk")


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_one_refusal_then_one_agreement(visitor, pair, javascript):
    visit = visitor(javascript=javascript, width=PHONE)
    propose(visit, pair[0])
    answer(visit, X, "Je suis d’accord")
    expect(visit.page.get_by_role("heading", level=1)).to_have_text("C’est noté")
    answer(visit, Y, "Non merci")
    expect(visit.page.get_by_role("heading", level=1)).to_have_text("C’est noté")
    assert not Message.objects.filter(subject__contains="n’aura pas lieu").exists(), (
        "a date would tell whose answer"
    )
    Introduction.objects.update(confirmed_at=timezone.now() - timedelta(days=31))
    assert introductions.expire() == 1
    assert "n’aura pas lieu" in told(WRITER).subject and "n’aura pas lieu" in told(X).subject
    assert not Message.objects.filter(body__contains=Y).exists()
    assert not Message.objects.filter(body__contains=X).exists()
    propose(visit, pair[0], word=f"{WORD} Vraiment.")
    answer(visit, X, "Je suis d’accord")
    answer(visit, Y, "Je suis d’accord")
    expect(visit.page.get_by_role("heading", level=1)).to_have_text("Vous voilà en relation")
    assert Y in told(X).body and X in told(Y).body and "est faite" in told(WRITER).subject


@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_the_pages_are_for_everybody(visitor, pair, width, dark):
    visit = visitor(width=width, dark=dark)
    garden = pair[0]

    def check(page, where):
        page.wait_for_load_state()
        assert accessibility_faults(page) == [], where
        assert sideways(page) == 0, where

    check(visit.open("/mettre-en-relation/?q=jardin"), "search")
    check(visit.open(f"/mettre-en-relation/?x={garden.get_absolute_url()}&q=ressourcerie"), "second search")
    propose(visit, garden)
    check(visit.page, "proposed")
    check(visit.open(link_for(X)), "question")
    page = visit.open(f"{garden.get_absolute_url()}ecrire/")
    page.get_by_role("button", name="Envoyer").click()
    expect(page).to_have_title(re.compile("^Erreur"))
    check(page, "write")
    page.get_by_role("textbox", name="Votre message").fill(TEXT)
    page.get_by_role("textbox", name="Votre nom").fill("Dominique")
    page.get_by_role("textbox", name="Votre adresse électronique").fill(WRITER)
    page.wait_for_timeout(WAIT_FOR_THE_TRAP)
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Il reste un geste")
    check(visit.open(link_for(WRITER)), "confirm")
    page.get_by_role("button", name="Envoyer mon message").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre message est parti")
    link = link_for(X)
    check(visit.open(link), "conversation")
    page.get_by_role("textbox", name="Votre réponse").fill("Venez samedi.")
    page.get_by_role("button", name="Envoyer la réponse").click()
    expect(page.get_by_role("status")).to_contain_text("Votre réponse est partie")
    check(page, "answered")
    for name in ("bloquer", "signaler", "sans-messages"):
        check(visit.open(f"{link}{name}/"), name)
