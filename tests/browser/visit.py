"""A visit of the site in a browser that writes down what no reader sees: errors, refused scripts, other origins."""

import base64
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Route

PHONE, DESKTOP = 360, 1280  # CSS pixels
# Each width and each colour scheme once: pages of a journey are long to reach. Public pages have both.
SCREENS = [(PHONE, True), (DESKTOP, False)]  # width, dark
HEIGHTS = {PHONE: 740, DESKTOP: 900}
# WCAG 2.0, 2.1 and 2.2, levels A and AA, and what axe calls best practices.
COLOUR_RULES = ["color-contrast", "link-in-text-block"]  # what a colour scheme changes
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
WAIT = 10_000  # milliseconds: two cores, two workers
# One transparent pixel: what the tile server answers in tests.
EMPTY_TILE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


@dataclass
class Visit:
    """One window, and what happened in it."""

    page: Page
    site: str
    tile_host: str = ""
    errors: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    tiles: list[str] = field(default_factory=list)

    def watch(self, *, caching: bool = False) -> None:
        """Write down errors and requests; let nothing leave this machine.

        Chromium fetches everything anew for each page when its requests are held for us. With `caching`, it keeps
        files as it does for readers: only the tile server is answered here, other names have no address
        (`conftest.py`).
        """
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.errors.append(f"exception: {error}"))
        if not caching:
            self.page.context.route("**/*", self._route)
            return
        self.page.context.on("request", self._note)
        session = self.page.context.new_cdp_session(self.page)
        tile = {"responseCode": 200, "body": base64.b64encode(EMPTY_TILE).decode()}
        tile |= {"responseHeaders": [{"name": "Content-Type", "value": "image/png"}]}
        session.on(
            "Fetch.requestPaused",
            lambda event: session.send("Fetch.fulfillRequest", {"requestId": event["requestId"], **tile}),
        )
        session.send("Fetch.enable", {"patterns": [{"urlPattern": f"*://*.{self.tile_host}/*"}]})

    def open(self, path: str, status: int = 200) -> Page:
        """Go to a page of the site and check its status."""
        response = self.page.goto(self.site + path)
        assert response is not None
        assert response.status == status, f"{path}: {response.status}"
        if status >= 400:  # Chromium reports the page itself
            self.errors = [error for error in self.errors if f"{self.site}{path}" not in error]
        return self.page

    def faults(self) -> list[str]:
        """Return what must never happen, whatever was visited."""
        return [*self.errors, *(f"request to another origin: {url}" for url in self.elsewhere)]

    def traces(self) -> list[str]:
        """Return what the site left in the browser: cookies, localStorage, sessionStorage."""
        kept = [f"cookie {cookie['name']}" for cookie in self.page.context.cookies()]
        stored = self.page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
        return kept + [f"stored {name}" for name in stored]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.errors.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _route(self, route: Route, request: Request) -> None:
        self._note(request)
        if self._is_own(request.url):
            route.continue_()
        elif self._is_tile(request.url):
            route.fulfill(body=EMPTY_TILE, content_type="image/png")
        else:
            route.abort()

    def _note(self, request: Request) -> None:
        if self._is_tile(request.url):
            self.tiles.append(request.url)
        elif not self._is_own(request.url):
            self.elsewhere.append(request.url)

    def _is_own(self, url: str) -> bool:
        return url.startswith((self.site + "/", "data:", "blob:"))

    def _is_tile(self, url: str) -> bool:
        return bool(self.tile_host) and (urlsplit(url).hostname or "").endswith(self.tile_host)


@contextmanager
def visiting(
    browser: Browser,
    site: str,
    *,
    width: int = DESKTOP,
    dark: bool = False,
    javascript: bool = True,
    tile_host: str = "",
    caching: bool = False,
) -> Iterator[Visit]:
    """Open a window of `width` CSS pixels, in French, without motion; close it at the end.

    `caching`, for long walks: see `Visit.watch`.
    """
    context: BrowserContext = browser.new_context(
        viewport={"width": width, "height": HEIGHTS.get(width, 900)},
        color_scheme="dark" if dark else "light",
        java_script_enabled=javascript,
        has_touch=width == PHONE,
        is_mobile=width == PHONE,
        locale="fr-FR",
        timezone_id="Europe/Paris",
        reduced_motion="reduce",
    )
    context.set_default_timeout(WAIT)
    visit = Visit(context.new_page(), site, tile_host)
    visit.watch(caching=caching)
    try:
        yield visit
    finally:
        context.close()


def accessibility_faults(page: Page, *, preload: bool = True, only: Sequence[str] = ()) -> list[str]:
    """Return the violations that axe-core finds in the page as it is now, with the first elements concerned.

    `only` names the rules to look at; all by default.
    Without `preload`, it leaves alone style sheets that import others, as the forms of Django's admin do: it copies
    them into the page, which the policy refuses.
    """
    options = {
        "runOnly": {"type": "rule", "values": only} if only else {"type": "tag", "values": AXE_RULES},
        "resultTypes": ["violations"],
        "preload": preload,
    }
    if not page.evaluate(
        "Boolean(window.axe?.run)"
    ):  # half a megabyte, once per page however often it is looked at
        page.evaluate(Axe().axe_script)
    violations = page.evaluate("options => axe.run(options).then(results => results.violations)", options)
    return [
        f"{violation['id']} ({violation['help']}): {[node['html'][:160] for node in violation['nodes'][:3]]}"
        for violation in violations
    ]


def sideways(page: Page) -> int:
    """Return by how many CSS pixels the page is wider than its window: 0 on a good page."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
