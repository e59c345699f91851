"""The field where people type a commune, with its script, on a page of its own: two fields in one form."""

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django import forms
from django.conf import settings
from django.template import Context, Template
from playwright.sync_api import Page, expect

from places.forms import CommuneField
from tests.browser.visit import accessibility_faults

SITE = "http://communes.test"
STATIC = Path(settings.BASE_DIR) / "static"
COMMUNES = [
    ("29019", "Brest (29)", "Finistère", ["29200"], None),
    ("29232", "Quimper (29)", "Finistère", ["29000"], None),
    ("29233", "Quimperlé (29)", "Finistère", ["29300"], None),
    ("35238", "Rennes (35)", "Ille-et-Vilaine", ["35000", "35200"], "Saint-Laurent"),
]
STYLES = ["tokens", "site", "components", "forms"]
PAGE = Template(
    "<!DOCTYPE html><html lang=fr><title>Essai</title>"
    "{% for name in styles %}<link rel=stylesheet href=/static/css/{{ name }}.css>{% endfor %}"
    "<main><h1>Essai</h1><form action=/sent>"
    "{% for field in form %}{% include 'components/commune_field.html' %}{% endfor %}"
    "<button class=btn>Envoyer</button></form></main>"
)


class Places(forms.Form):
    here = CommuneField(label="Ici", help_text="Par exemple « Brest ».")
    there = CommuneField(label="Là-bas", required=False)


class Site:
    """Answers the page, its files and the look-up; remembers what was asked."""

    def __init__(self):
        self.asked = []
        self.fails = False

    def __call__(self, route):
        url = urlsplit(route.request.url)
        if url.path == "/communes/":
            text = parse_qs(url.query)["q"][0].lower()
            self.asked.append(text)
            if self.fails:
                route.fulfill(status=500)
                return
            found = [
                dict(zip(("code", "label", "department", "postcodes", "former"), commune, strict=True))
                for commune in COMMUNES
                for label, former in [(commune[1], commune[4])]
                if label.lower().startswith(text) or (former or "").lower().startswith(text)
            ]
            route.fulfill(body=json.dumps({"communes": found}), content_type="application/json")
        elif url.path.startswith(settings.STATIC_URL):
            path = STATIC / url.path.removeprefix(settings.STATIC_URL)
            route.fulfill(path=path) if path.is_file() else route.fulfill(status=404)
        else:
            route.fulfill(
                body=PAGE.render(Context({"form": Places(), "styles": STYLES})),
                content_type="text/html; charset=utf-8",
            )


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def page(chromium, site):
    window = chromium.new_page(locale="fr-FR")
    window.set_default_timeout(10_000)
    window.route("**/*", site)
    errors = []
    window.on("pageerror", lambda error: errors.append(str(error)))
    window.goto(SITE)
    yield window
    window.close()
    assert errors == []


def options(page: Page):
    return page.locator("[role=option]:visible")


def test_arrows_and_enter(page):
    here = page.get_by_label("Ici")
    expect(here).to_have_role("combobox")
    expect(here).to_have_attribute("aria-expanded", "false")
    here.type("quim")
    expect(options(page)).to_have_count(2)
    expect(here).to_have_attribute("aria-expanded", "true")
    assert here.get_attribute("aria-activedescendant") is None
    here.press("ArrowDown")
    here.press("ArrowDown")
    active = here.get_attribute("aria-activedescendant")
    expect(page.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    expect(page.locator(f"#{active}")).to_contain_text("Quimperlé (29)")
    here.press("ArrowDown")  # past the last: the text itself
    assert here.get_attribute("aria-activedescendant") is None
    here.press("ArrowUp")
    here.press("Enter")
    expect(here).to_have_value("Quimperlé (29)")
    expect(here).to_have_attribute("aria-expanded", "false")
    expect(here).to_be_focused()
    assert page.url == f"{SITE}/"  # Enter chose, it did not send
    assert page.locator("[name=here_code]").input_value() == "29233"
    assert page.locator("[name=there_code]").input_value() == ""


def test_enter_without_a_choice_sends_the_words(page):
    page.get_by_label("Ici").type("quim")
    expect(options(page)).to_have_count(2)
    page.get_by_label("Ici").press("Enter")
    page.wait_for_url("**/sent?here=quim&here_code=&there=&there_code=")


def test_escape_closes_and_keeps_what_was_typed(page):
    here = page.get_by_label("Ici")
    here.type("quim")
    expect(options(page)).to_have_count(2)
    here.press("Escape")
    expect(options(page)).to_have_count(0)
    expect(here).to_have_value("quim")
    here.press("ArrowDown")
    expect(options(page)).to_have_count(2)


def test_a_click_chooses_and_typing_again_forgets(page):
    page.evaluate(
        "addEventListener('tc-commune', (e) => (window.told ??= []).push(e.detail && e.detail.code))"
    )
    here, code = page.get_by_label("Ici"), page.locator("[name=here_code]")
    here.type("bre")
    options(page).first.click()
    expect(here).to_have_value("Brest (29)")
    assert code.input_value() == "29019"
    here.press("Backspace")
    assert code.input_value() == ""
    assert page.evaluate("window.told") == ["29019", None]


def test_leaving_the_field_closes(page):
    page.get_by_label("Ici").type("quim")
    expect(options(page)).to_have_count(2)
    page.get_by_label("Ici").press("Tab")
    expect(options(page)).to_have_count(0)
    expect(page.get_by_label("Là-bas")).to_be_focused()


def test_keys_in_a_row_ask_once(page, site):
    page.get_by_label("Ici").type("quimper")
    expect(options(page)).to_have_count(2)
    assert site.asked == ["quimper"]
    page.get_by_label("Là-bas").type("b")
    page.wait_for_timeout(400)
    assert site.asked == ["quimper"]  # one letter is too few


def test_the_number_of_suggestions_is_said(page):
    status = page.locator("[role=status]").first
    page.get_by_label("Ici").type("quim")
    expect(status).to_have_text("2 communes proposées, flèches haut et bas pour choisir.")
    page.get_by_label("Ici").fill("zzz")
    expect(status).to_have_text("Aucune commune trouvée.")
    page.get_by_label("Ici").fill("brest")
    expect(status).to_have_text("Une commune proposée.")


def test_a_former_name_is_told(page):
    page.get_by_label("Ici").type("saint-l")
    expect(options(page)).to_have_text("Rennes (35), anciennement Saint-Laurent Ille-et-Vilaine, 35000")


def test_a_failing_look_up_is_silent(page, site):
    site.fails = True
    page.get_by_label("Ici").type("quim")
    page.wait_for_timeout(400)
    expect(options(page)).to_have_count(0)
    page.get_by_label("Ici").press("Enter")
    page.wait_for_url("**/sent?here=quim&**")


def test_a_field_added_later_works(page):
    page.evaluate(
        """() => {
        const field = document.querySelector("[data-tc-commune-field]");
        const copy = document.createElement("div");
        copy.append(...new DOMParser().parseFromString(field.outerHTML.replaceAll("id_here", "id_new"), "text/html")
          .body.children);
        document.querySelector("form").prepend(copy);
      }"""
    )
    page.locator("#id_new").type("quim")
    expect(options(page)).to_have_count(2)


def test_axe_finds_nothing_with_the_list_open(page):
    assert accessibility_faults(page) == []
    page.get_by_label("Ici").type("quim")
    page.get_by_label("Ici").press("ArrowDown")
    expect(options(page)).to_have_count(2)
    assert accessibility_faults(page) == []
