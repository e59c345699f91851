"""An association says that it supports a garden; whoever answers for the garden confirms; both pages show it."""

import re

import pytest
from playwright.sync_api import expect
from procrastinate.contrib.django.models import ProcrastinateJob

from initiatives.counts import rebuild_counts
from initiatives.jobs import send_relation_pages
from initiatives.models import Kinship
from initiatives.relating.bonds import OBJECT
from initiatives.relating.mails import name_of
from tests import makers, relations
from tests.browser.visit import PHONE, SCREENS, accessibility_faults, sideways

ACTOR, GARDEN = "Les Abeilles de Recouvrance", "Jardin partagé du Bouguen"
WORDS = re.compile(r"Les Abeilles de Recouvrance.*soutient.*Jardin partagé du Bouguen")


@pytest.fixture
def sheets(site):
    makers.make_theme()
    bees = relations.actor(ACTOR, "abeilles@exemple.fr", commune=makers.make_commune())
    garden = relations.initiative(GARDEN, "jardin@exemple.fr")
    rebuild_counts()
    return bees, garden


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_one_side_proposes_the_other_confirms(visitor, sheets, javascript):
    bees, garden = sheets
    visit = visitor(javascript=javascript, width=PHONE)
    page = visit.open(garden.get_absolute_url())
    page.get_by_role("link", name="Dire un lien avec cette fiche").click()
    page.get_by_role("textbox", name="Votre adresse électronique").fill("abeilles@exemple.fr")
    page.get_by_role("button", name="Recevoir mes pages").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Regardez votre messagerie")
    send_relation_pages(**ProcrastinateJob.objects.get(task_name="initiatives.send_relation_pages").args)
    page = visit.open(relations.link_in_last_mail("abeilles@exemple.fr"))
    page.get_by_role("searchbox").fill("bouguen")
    page.get_by_role("button", name="Chercher").click()
    page.get_by_role("main").get_by_role("link", name=GARDEN).click()
    page.get_by_role("radio", name=WORDS).check()
    page.get_by_role("button", name="Proposer ce lien").click()
    expect(page.get_by_role("status")).to_contain_text("Nous demandons à l’autre côté de confirmer")
    expect(page.get_by_role("main")).to_contain_text("En attente de l’autre côté")
    expect(visit.open(garden.get_absolute_url()).get_by_role("main")).to_contain_text("selon cet acteur")
    other = visitor(javascript=javascript)
    page = other.open(relations.link_in_last_mail("jardin@exemple.fr"))
    expect(page.get_by_role("main")).to_contain_text(WORDS)
    assert relations.said(relations.Bond("participation", "soutient", bees, garden)) == "subject"
    page.get_by_role("button", name="Oui, c’est vrai").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("C’est confirmé")
    page = other.open(garden.get_absolute_url())
    people = page.get_by_role("listitem").filter(has_text=ACTOR)
    expect(people).to_contain_text("soutient")
    expect(people).not_to_contain_text("selon")
    page = other.open(bees.get_absolute_url())
    expect(page.get_by_role("main")).to_contain_text(GARDEN)


@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_the_pages_are_for_everybody(visitor, sheets, width, dark):
    bees, garden = sheets
    other = relations.initiative("Verger de Kerinou", "verger@exemple.fr")
    relations.propose(relations.leads(bees, garden))
    question = relations.link_in_last_mail("jardin@exemple.fr")
    relations.propose(relations.kin(garden, other), OBJECT)
    relations.propose(relations.kin(garden, other, "suite"))
    Kinship.objects.create(initiative=other, other=garden, kind="partie")
    send_relation_pages(email="jardin@exemple.fr", sheet=name_of(bees))
    own = relations.link_in_last_mail("jardin@exemple.fr")
    visit = visitor(width=width, dark=dark)
    paths = [
        question,
        own,
        f"{own}?q=abeilles",
        f"{own}?avec={name_of(bees)}",
        f"{garden.get_absolute_url()}lier/",
        garden.get_absolute_url(),
    ]
    for path in paths:
        page = visit.open(path)
        page.wait_for_load_state()
        assert accessibility_faults(page) == [], path
        assert sideways(page) == 0, path
    page = visit.open(f"{own}?avec={name_of(bees)}")
    page.get_by_role("button", name="Proposer ce lien").click()
    expect(page).to_have_title(re.compile("^Erreur"))
    page.wait_for_load_state()
    assert accessibility_faults(page) == []
