"""An Internet of this machine: sites of names and public addresses of their own, every check of ours in force.

Only the last step is replaced, the one that opens a socket: an address that was let through leads to a local server.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpcore

from fetching import dialing

Answer = tuple[int, dict[str, str], bytes | Iterable[bytes]]


class Internet:
    """Names, their addresses, and what answers at each."""

    def __init__(self) -> None:
        self.addresses: dict[str, list[str]] = {}
        self.pages: dict[str, Callable[[BaseHTTPRequestHandler], Answer]] = {}
        self.dialled: list[str] = []
        self.looked_up: list[str] = []
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.port = 0

    def site(self, host: str, *addresses: str) -> None:
        """Give a name its addresses."""
        self.addresses[host] = list(addresses) or ["93.184.216.34"]

    def page(
        self, address: str, body: bytes | Iterable[bytes] = b"", status: int = 200, **headers: str
    ) -> None:
        """Put a page at `host/path`; `content_type="text/html"` is a header."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.site(address.partition("/")[0]) if address.partition("/")[0] not in self.addresses else None
        self.pages[address] = lambda handler: (status, named, body)

    def look_up(self, host: str, port: int) -> list[str]:
        """Stand for the system's look-up."""
        self.looked_up.append(host)
        return self.addresses.get(host, [])

    def connect(self, address: str, port: int, seconds: float) -> httpcore.NetworkStream:
        """Stand for the socket."""
        self.dialled.append(address)
        return httpcore.SyncBackend().connect_tcp("127.0.0.1", self.port, timeout=seconds)


class Handler(BaseHTTPRequestHandler):
    internet: Internet

    def do_GET(self) -> None:
        address = f"{self.headers['Host']}{self.path}"
        self.internet.asked.append((address, dict(self.headers.items())))
        page = self.internet.pages.get(address)
        status, headers, body = page(self) if page else (404, {}, b"")
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            for piece in [body] if isinstance(body, bytes) else body:
                self.wfile.write(piece)
                self.wfile.flush()
        except OSError:
            pass  # whoever asked has heard enough

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def internet(monkeypatch) -> Iterator[Internet]:
    """Replace the way out for a while."""
    net = Internet()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Here", (Handler,), {"internet": net}))
    server.daemon_threads = True
    net.port = server.server_address[1]
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.01), daemon=True)
    thread.start()
    monkeypatch.setattr(dialing, "look_up", net.look_up)
    monkeypatch.setattr(dialing, "connect", net.connect)
    try:
        yield net
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
