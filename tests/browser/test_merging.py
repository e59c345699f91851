"""Two sheets of one thing: seen while one types the second, merged by a moderator, parted again."""

import pytest
from playwright.sync_api import expect

from initiatives.models import Initiative
from moderation import merging
from moderation.authors import Author
from moderation.models import Status
from tests import makers
from tests.browser.keyboard import press_enter_on
from tests.browser.visit import DESKTOP, PHONE, SCREENS, accessibility_faults, sideways

TITLE = "Jardin partagé du Bouguen"
OTHER = "Le jardin partagé du Bouguen"


@pytest.fixture
def garden(site):
    makers.make_administrator("moderation")
    return makers.make_initiative(TITLE, tags=["jardinage"], photos=[makers.make_photo()])


@pytest.fixture
def second(garden):
    return makers.make_initiative(
        OTHER,
        status=Status.PENDING,
        tags=["compost"],
        summary="Un jardin où l’on composte à plusieurs.",
        opening_hours="Le samedi de 10 h à 12 h",
        contributor=makers.make_contributor("camille@exemple.fr"),
    )


def logged_in(visit):
    page = visit.open("/admin/")
    page.locator("[name=username]").fill("moderation")
    page.locator("[name=password]").fill(makers.PASSWORD)
    page.locator("[type=submit]").click()
    expect(page.get_by_role("main")).to_contain_text("Initiatives")
    return page


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_a_duplicate_is_found_while_typing_and_stops_nobody(visitor, garden, width):
    page = visitor(width=width, dark=width == PHONE).open("/initiatives/proposer/")
    box = page.locator("[data-tc-twins]")
    status = page.locator("[data-tc-twins-status]")
    page.get_by_role("textbox", name="Nom de l’initiative").fill(OTHER)
    page.get_by_label("Toute une commune").check()
    expect(box).to_be_hidden()
    page.locator("[name=lieu-0-commune]").press_sequentially("Bres")
    page.get_by_role("option", name="Brest").click()
    expect(box).to_be_visible()
    expect(box).to_contain_text("Brest (29), nom très proche")
    expect(status).to_have_text("Une fiche ressemble à la vôtre\u00a0: voyez après le lieu.")
    assert accessibility_faults(page) == []
    assert sideways(page) == 0
    link = box.get_by_role("link", name=TITLE)
    with page.context.expect_page() as opened:
        press_enter_on(page, link)
    opened.value.wait_for_url(f"**{garden.get_absolute_url()}")
    assert page.get_by_role("textbox", name="Nom de l’initiative").input_value() == OTHER
    page.get_by_role("textbox", name="Nom de l’initiative").fill("Atelier vélo")
    expect(box).to_be_hidden()
    expect(status).to_have_text("")


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_merged_redirected_and_parted(visitor, garden, second, javascript):
    page = logged_in(visitor(javascript=javascript))
    page.get_by_role("main").get_by_role("link", name=OTHER).first.click()
    page.get_by_role("link", name="Comparer et fusionner").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Fusionner deux fiches")
    page.get_by_role("group", name="Résumé").get_by_role("radio", name="De la fiche qui la rejoint").check()
    page.get_by_role("button", name="Fusionner").click()
    expect(page.get_by_text("fiches fusionnées")).to_be_visible()
    reader = visitor(javascript=javascript).open(second.get_absolute_url())
    expect(reader).to_have_url(f"{reader.url.split('/initiatives/')[0]}{garden.get_absolute_url()}")
    expect(reader.get_by_role("main")).to_contain_text("Un jardin où l’on composte à plusieurs.")
    expect(reader.get_by_role("main")).to_contain_text("compost")
    page.get_by_role("main").get_by_role("link", name=OTHER).click()
    page.get_by_role("link", name="Défaire la fusion").click()
    expect(page.get_by_role("main")).to_contain_text("Un jardin où l’on composte à plusieurs.")
    page.get_by_role("button", name="Défaire la fusion").click()
    expect(page.get_by_text("est de nouveau une fiche à part")).to_be_visible()
    assert Initiative.objects.get(pk=second.pk).status == Status.PENDING
    reader.reload()
    expect(reader.get_by_role("main")).not_to_contain_text("Un jardin où l’on composte à plusieurs.")
    page.get_by_role("button", name="Ce n’est pas la même").click()
    expect(page.get_by_text("ne sera plus montrée comme un doublon")).to_be_visible()
    expect(page.get_by_role("button", name="Revenir là-dessus")).to_be_visible()


def faults(visit, path):
    """Open a page of the admin; return what is wrong with it."""
    page = visit.open(path)
    page.wait_for_load_state()  # with its style sheets
    found = visit.faults()
    found += accessibility_faults(page)
    # To read the admin's style sheets, which import others, axe adds some of its own: what refuses them is no fault.
    visit.errors.clear()
    return [*found, *(["scrolls sideways"] if sideways(page) else [])]


@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_the_pages_are_for_everybody(visitor, garden, second, width, dark):
    visit = visitor(width=width, dark=dark)
    logged_in(visit)
    base = "/admin/initiatives/initiative/"
    for path in (f"{base}{second.pk}/change/", f"{base}{garden.pk}/fusion/{second.pk}/"):
        assert faults(visit, path) == [], path
    choices = {"summary": "loser", "tags": "both"}
    merging.merge(winner=garden, loser=second, choices=choices, by=Author.system())
    for name in ("separation", "change", "history"):
        assert faults(visit, f"{base}{second.pk}/{name}/") == [], name
    assert faults(visit, f"{base}{garden.pk}/change/") == []
