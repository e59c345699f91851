"""The site as visitors meet it: the WSGI application with its middleware, on a port of 127.0.0.1."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.db import connections

from territoires.bad_input import ContentTypeGuard


class QuietHandler(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_message(self, *args: object) -> None:
        """Say nothing."""


class DatabaseThreadServer(ThreadedWSGIServer):
    """One thread per request, whose database connection is closed with it: the test database can be dropped."""

    daemon_threads = True
    block_on_close = True

    def process_request_thread(self, request, client_address) -> None:
        """Answer one connection."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            connections.close_all()


@contextmanager
def running_site() -> Iterator[str]:
    """Serve the site while the block runs; give its address, without a slash at the end."""
    server = DatabaseThreadServer(("127.0.0.1", 0), QuietHandler)
    server.set_app(ContentTypeGuard(get_wsgi_application()))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
