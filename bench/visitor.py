"""One visitor that asks one page at a time over a connection that is kept open."""

import gzip
import http.client
import time
from dataclasses import dataclass

# gunicorn closes a connection that is silent for 5 seconds; opening one is not part of what is measured.
SILENCE_SECONDS = 2
TIMEOUT = 120  # seconds


@dataclass(frozen=True)
class Answer:
    """What came back, and how many milliseconds after the question."""

    status: int
    ms: float
    body: bytes
    encoding: str
    etag: str

    @property
    def compressed(self) -> int:
        """The bytes of the body as a front server would send it: through gzip, unless it comes so."""
        return len(self.body) if self.encoding else len(gzip.compress(self.body, 6))


class Visitor:
    """A browser without a cache."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._connection: http.client.HTTPConnection | None = None
        self._last = 0.0

    def get(self, address: str, etag: str = "") -> Answer:
        """Ask for an address; with `etag`, only if it has changed."""
        if self._connection is None or time.monotonic() - self._last > SILENCE_SECONDS:
            self.close()
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
            self._connection.connect()
        headers = {"Accept-Encoding": "gzip"} | ({"If-None-Match": etag} if etag else {})
        start = time.perf_counter()
        self._connection.request("GET", address, headers=headers)
        response = self._connection.getresponse()
        body = response.read()
        ms = (time.perf_counter() - start) * 1000
        self._last = time.monotonic()
        return Answer(
            response.status,
            ms,
            body,
            response.headers.get("Content-Encoding", ""),
            response.headers.get("ETag", ""),
        )

    def close(self) -> None:
        """Leave."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
