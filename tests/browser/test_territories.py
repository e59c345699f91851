"""A territory on paper, and who animates it: proposed, accepted by a link, shown on both pages, given up."""

import re

import pytest
from playwright.sync_api import expect

from contributors.models import SignedLink
from initiatives import animating
from initiatives.models import Theme
from moderation.mails import FOLLOWING_TIME
from outbox.models import Message
from places.territory import Territory
from tests import makers
from tests.browser.visit import PHONE, SCREENS, accessibility_faults, sideways

FINISTERE = "/territoires/departement/29/"
LINK = re.compile(r"/animer/[\w-]{43}/")
LONG = "Une très longue dénomination comme les collectivités les aiment, avec toutes ses communes"


@pytest.fixture
def full_territory(site):
    """As much as a department may have to say, in the longest words."""
    shapes = list(zip(Theme.Colour.values, Theme.Shape.values, strict=True))
    network = makers.make_actor(f"Réseau {LONG}", kind="reseau")
    for number, (colour, shape) in enumerate(shapes):
        name = f"Habitat, urbanisme et mobilités n° {number}"
        theme = makers.make_theme(f"theme-{number}", name, colour=colour, shape=shape)
        actors = [makers.make_actor(f"{LONG} {number}", kind="collectivite"), network]
        makers.make_initiative(f"{LONG} {number}", theme=theme, actors=actors)
        if number < 8:
            position = (48.0 + number / 20, -4.0)
            place = makers.make_commune(f"2920{number}", f"Commune {number}", position)
            makers.make_event(f"{LONG} {number}", commune=place)


def test_a_portrait_is_one_page_of_paper(visitor, full_territory):
    page = visitor().open(f"{FINISTERE}portrait/")
    expect(page.get_by_role("button", name="Imprimer")).to_be_visible()
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", paper)) == 1
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Imprimer")).to_be_hidden()
    expect(page.get_by_text("Licence Ouverte 2.0", exact=False).first).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_a_territory_is_animated_then_no_more(visitor, site, javascript):
    makers.make_administrator("moderation")
    actor = makers.make_actor(commune=makers.make_commune(), email="contact@exemple.fr")
    makers.make_initiative(actors=[actor])
    page = visitor(javascript=javascript).open("/admin/initiatives/animator/add/")
    page.locator("[name=username]").fill("moderation")
    page.locator("[name=password]").fill(makers.PASSWORD)
    page.locator("[type=submit]").click()
    expect(page.get_by_role("textbox", name="Territoire")).to_be_visible()
    if javascript:
        page.locator(".select2-selection").click()
        page.locator(".select2-search__field").fill("Jardins")
        page.get_by_role("option", name=actor.name).click()
        page.get_by_role("textbox", name="Territoire").fill("Finistère")
        page.get_by_role("button", name="Enregistrer", exact=True).click()
        expect(page.locator(".messagelist")).to_be_visible()
    else:  # the look-up of actors needs scripts, as everywhere in Django's admin
        territory = Territory.from_token("departement-29")
        animating.propose(actor=actor, territory=territory, by=makers.make_moderator("autre"))
    address = LINK.search(Message.objects.get(to="contact@exemple.fr").body)[0]
    visit = visitor(javascript=javascript, width=PHONE)
    page = visit.open(address)
    page.get_by_role("button", name="Accepter").click()
    expect(page.get_by_text("anime ce territoire depuis")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="la page du territoire").click()
    expect(page.get_by_role("main")).to_contain_text("anime le Finistère")
    page.get_by_role("link", name="Faire connaissance").click()
    expect(page.get_by_role("main").get_by_role("link", name="le Finistère")).to_be_visible()
    page = visit.open(address)
    page.get_by_role("button", name="Ne plus animer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("C’est arrêté")
    expect(visit.open(FINISTERE).get_by_role("main")).to_contain_text("Et si c’était vous")


@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_the_pages_are_for_everybody(visitor, full_territory, width, dark):
    person = makers.make_contributor("camille@exemple.fr")
    actor = makers.make_actor("Porte ouverte", commune=makers.make_commune(), submitted_by=person)
    moderator = makers.make_moderator()
    places = [Territory.from_token(token) for token in ("departement-29", "commune-29019", "region-53")]
    animating.confirm(animator=animating.ask(actor=actor, territory=places[0]), by=moderator)
    animating.ask(actor=actor, territory=places[1])
    proposed = animating.propose(actor=actor, territory=places[2], by=moderator)
    links = [LINK.search(mail.body)[0] for mail in Message.objects.filter(to=person.email)]
    token = SignedLink.objects.issue(purpose="follow", contributor=person, sheet=actor, valid=FOLLOWING_TIME)
    follow = f"/suivi/{token}/animer/"
    visit = visitor(width=width, dark=dark)
    paths = [*links, follow, FINISTERE, f"{FINISTERE}portrait/", "/themes/theme-1/?territoire=region-53"]
    for path in paths:
        page = visit.open(path)
        assert accessibility_faults(page) == [], path
        assert sideways(page) == 0, path
    page = visit.open(follow)
    page.get_by_role("radio", name="Un autre").check()
    page.get_by_role("button", name="Envoyer la demande").click()
    expect(page).to_have_title(re.compile("^Erreur"))
    page.wait_for_load_state()
    assert accessibility_faults(page) == []
    animating.decline(animator=proposed, contributor=person)
    assert accessibility_faults(visit.open(links[-1])) == []
