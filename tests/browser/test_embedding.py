"""Another site shows ours in a frame: the pages made for it, and none else."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest
from playwright.sync_api import expect

from tests import makers
from tests.browser.visit import accessibility_faults

TITLE = "Jardin partagé du Bouguen"


class OtherSite(BaseHTTPRequestHandler):
    """A page of somebody else, which frames whatever its address names."""

    frame: ClassVar[str] = ""

    def do_GET(self) -> None:
        """Answer with the page."""
        body = f"<!doctype html><html lang=fr><title>Ailleurs</title><h1>Ailleurs</h1>{self.frame}".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """Serve the other site, on a host of its own: `localhost` is another origin than 127.0.0.1."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), OtherSite)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()
    thread.join()


def framed(visit, elsewhere, frame):
    """Open the other site with this frame in its page."""
    OtherSite.frame = frame
    visit.page.route(f"{elsewhere}**", lambda route: route.continue_())
    visit.page.goto(elsewhere)
    return visit.page.frame_locator("iframe")


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_the_code_shows_the_map_and_the_list_on_another_site(visitor, elsewhere, javascript):
    makers.make_initiative()
    visit = visitor(javascript=javascript)
    page = visit.open("/integrer/?territoire=departement-29")
    map_code = page.get_by_label("Code à coller dans votre page").input_value()
    assert map_code.startswith(f'<iframe src="{visit.site}/integrer/carte/?territoire=departement-29"')
    if javascript:
        expect(page.frame_locator("iframe").locator(".leaflet-marker-icon").first).to_be_visible()
    page.get_by_label("Une liste").check()
    if not javascript:  # with scripts, what is chosen shows at once
        page.get_by_role("button", name="Mettre à jour").click()
    expect(page.frame_locator("iframe").get_by_role("link", name=TITLE)).to_be_visible()
    list_code = page.get_by_label("Code à coller dans votre page").input_value()

    frame = framed(visit, elsewhere, list_code)
    expect(frame.get_by_role("heading", level=1)).to_have_text("Initiatives locales dans le Finistère")
    with visit.page.context.expect_page() as opened:
        frame.get_by_role("link", name=TITLE).click()
    expect(opened.value.get_by_role("heading", level=1)).to_have_text(TITLE)
    assert opened.value.evaluate("window.opener") is None
    assert visit.page.url == elsewhere

    frame = framed(visit, elsewhere, map_code)
    frame.locator("summary").click()
    expect(frame.locator("[data-tc-rows]").get_by_role("link", name=TITLE)).to_be_visible()
    if javascript:
        expect(frame.locator(".leaflet-marker-icon").first).to_be_visible()
    else:
        expect(frame.get_by_role("link", name="Finistère")).to_be_visible()
    assert visit.traces() == []


def test_a_normal_page_refuses_to_be_framed(visitor, elsewhere):
    makers.make_initiative()
    visit = visitor()
    framed(visit, elsewhere, f'<iframe src="{visit.site}/initiatives/" title="Liste"></iframe>')
    visit.page.wait_for_timeout(500)
    assert TITLE not in visit.page.frames[1].content()
    refused = [error for error in visit.errors if "frame-ancestors" in error or "X-Frame-Options" in error]
    assert refused
    visit.errors = [error for error in visit.errors if error not in refused and "chrome-error" not in error]


def test_frames_alone_are_accessible(visitor):
    makers.make_initiative()
    visit = visitor(width=360, dark=True)
    for path in ("/integrer/carte/", "/integrer/liste/", "/integrer/", "/donnees/", "/flux/"):
        assert accessibility_faults(visit.open(path)) == []
    makers.make_call("Des bras", initiative=makers.make_initiative("Verger"))
    makers.make_event("La fête")
    for path in (
        "appels/?couleurs=clair",
        "agenda/",
        "fiche/?f=appels/des-bras",
        "?forme=fiche&f=appels/des-bras",
    ):
        assert accessibility_faults(visit.open(f"/integrer/{path}")) == []


def height_of(page):
    return page.locator("iframe").first.evaluate("frame => frame.getBoundingClientRect().height")


def until(page, condition):
    page.wait_for_function(f"() => {{ const frame = document.querySelector('iframe'); return {condition}; }}")


def test_the_frame_has_the_height_of_what_it_shows_and_nobody_else_decides(visitor, elsewhere):
    """On another origin, with our script; messages of that page and of other frames change nothing."""
    garden = makers.make_initiative()
    for number in range(4):
        makers.make_call(f"Des bras n° {number}", initiative=garden)
    visit = visitor()
    page = visit.open("/integrer/?forme=appels&suivre=1&hauteur=200")
    code = page.get_by_label("Code à coller dans votre page").input_value()
    script = f'<script src="{visit.site}/static/embed.js" async></script>'
    assert code.endswith(script)
    until(page, "frame.clientHeight > 400")  # the preview does as the code will

    page.route(f"{elsewhere}**", lambda route: route.continue_())
    framed(visit, elsewhere, code.removesuffix(script))
    expect(page.frame_locator("iframe").get_by_role("heading", level=1)).to_have_text(
        "Appels à participation"
    )
    assert height_of(page) <= 204  # without the script: what the code says
    framed(visit, elsewhere, f"{code}<iframe srcdoc='<p>Autre' title='Autre' id='autre'></iframe>")
    until(page, "frame.clientHeight > 400")
    tall = height_of(page)
    inside = page.frames[1].evaluate("document.documentElement.scrollHeight")
    assert abs(tall - inside) <= 5

    message = "{type: 'territoires-contributifs:height', height: 9999}"
    page.evaluate(f"window.postMessage({message}, '*')")  # the page itself
    page.frames[2].evaluate(f"parent.postMessage({message}, '*')")  # another frame of it
    page.wait_for_timeout(300)
    assert height_of(page) == tall
    for senseless in ("{height: 50}", "{type: 'territoires-contributifs:height', height: 'x'}", "null", "1"):
        page.frames[1].evaluate(f"parent.postMessage({senseless}, '*')")
    page.wait_for_timeout(300)
    assert height_of(page) == tall

    page.set_viewport_size({"width": 360, "height": 740})
    until(page, f"frame.clientHeight > {tall}")  # narrower, thus higher
    page.set_viewport_size({"width": 1280, "height": 900})
    until(page, f"frame.clientHeight < {tall} + 5")  # and less high again


def test_a_page_is_passed_on_by_its_address_and_by_mail(visitor):
    makers.make_initiative()
    visit = visitor()
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visit.open("/initiatives/jardin-partage-du-bouguen/")
    page.get_by_text("Partager cette page").click()
    expect(page.get_by_label("Adresse de cette page")).to_have_value(page.url)
    page.get_by_role("button", name="Copier le lien").click()
    expect(page.get_by_role("button", name="Copié")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    mail = page.get_by_role("link", name="Envoyer par courriel").get_attribute("href")
    assert mail.startswith("mailto:?subject=Jardin%20partag%C3%A9%20du%20Bouguen&body=http%3A%2F%2F127.0.0.1")
    assert accessibility_faults(page) == []
    page.get_by_role("link", name="Afficher cette fiche sur votre site").click()
    preview = page.frame_locator("iframe")
    expect(preview.get_by_role("heading", level=1)).to_have_text(TITLE)
    page.get_by_label("Toujours sombres").check()
    expect(preview.locator("body.dark")).to_be_visible()
    assert "couleurs=sombre" in page.url
    assert visit.traces() == []
