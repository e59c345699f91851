"""The requests of a page in a browser: how many, how many bytes, how many were dropped."""

import gzip
import time
from contextlib import suppress

from playwright.sync_api import Page, Request

QUIET = 0.8  # seconds without a request or an answer: all is shown, the list has followed
PATIENCE = 60  # seconds
TILES = "/carte/tuiles/"


class Traffic:
    """The requests of a page."""

    def __init__(self, page: Page) -> None:
        self.done: list[Request] = []
        self.dropped = 0
        self.failed = 0
        self.waiting = 0
        self.tiles = 0
        self.last = time.monotonic()
        page.on("request", self._begin)
        page.on("requestfinished", self._end)
        page.on("requestfailed", self._fail)

    def _begin(self, request: Request) -> None:
        self.waiting += 1
        self.tiles += TILES in request.url
        self.last = time.monotonic()

    def _end(self, request: Request) -> None:
        self.waiting -= 1
        self.done.append(request)
        self.last = time.monotonic()

    def _fail(self, request: Request) -> None:
        self.waiting -= 1
        if "ERR_ABORTED" in (request.failure or ""):
            self.dropped += TILES in request.url
        else:
            self.failed += 1
        self.last = time.monotonic()

    def settle(self, page: Page) -> None:
        """Return when nothing has been asked or answered for a while."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and (self.waiting or time.monotonic() - self.last < QUIET):
            page.wait_for_timeout(50)

    def bytes(self) -> tuple[int, int]:
        """Return the bytes of all answers, headers included: as sent, and as a front server would compress them."""
        sent = compressed = 0
        for request in self.done:
            with suppress(Exception):  # an answer whose page has gone cannot be read any more
                sizes = request.sizes()
                response = request.response()
                size = sizes["responseHeadersSize"] + sizes["responseBodySize"]
                sent += size
                is_packed = response is None or response.headers.get("content-encoding")
                kind = response.headers.get("content-type", "") if response else ""
                if not is_packed and kind.startswith(("text/", "application/json", "image/svg")):
                    body = response.body() if response else b""
                    size = sizes["responseHeadersSize"] + len(gzip.compress(body, 6))
                compressed += size
        return sent, compressed
