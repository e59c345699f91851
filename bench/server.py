"""The servers that are asked: gunicorn with the project's own settings, one process each, on 127.0.0.1."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from bench.databases import ROOT, Database
from bench.processor import used_ns
from bench.visitor import Visitor
from territoires.supervisor import STOP_SECONDS, end_with_parent

OPEN_SECONDS = 60


@dataclass
class Server:
    """A running gunicorn."""

    process: subprocess.Popen[bytes]
    visitor: Visitor

    @property
    def address(self) -> str:
        """The address of the site, without a slash at the end."""
        return f"http://127.0.0.1:{self.visitor.port}"


@dataclass
class Site:
    """One database, the site on it, and the bare view on it."""

    database: Database
    site: Server
    bare: Server

    def processor_ns(self, server: Server) -> tuple[int, int]:
        """Return the nanoseconds that one server and PostgreSQL have used so far."""
        return used_ns(server.process.pid), used_ns(self.database.postmaster())


@contextmanager
def serving(database: Database) -> Iterator[Site]:
    """Serve a database for a block."""
    with ExitStack() as servers:
        site = servers.enter_context(
            gunicorn(database, "territoires.wsgi:application", "bench.settings", "/sante/pret")
        )
        bare = servers.enter_context(
            gunicorn(database, "bench.bare.wsgi:application", "bench.bare.settings", "/")
        )
        yield Site(database, site, bare)


@contextmanager
def gunicorn(database: Database, application: str, settings: str, first: str) -> Iterator[Server]:
    """Run gunicorn for a block, once it answers 200 at the address `first`."""
    port = free_port()
    # A process replaced in the middle of a case (max_requests) would be counted as that case.
    options = ["--bind", f"127.0.0.1:{port}", "--workers", "1", "--max-requests", "0"]
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", *options, application],
        cwd=ROOT,
        env=database.environment(settings) | {"PORT": str(port)},
        start_new_session=True,  # Ctrl-C reaches it through us
        preexec_fn=end_with_parent,
    )
    visitor = Visitor(port)
    try:
        _wait_until_open(process, visitor, first)
        yield Server(process, visitor)
    finally:
        visitor.close()
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_open(process: subprocess.Popen[bytes], visitor: Visitor, first: str) -> None:
    deadline = time.monotonic() + OPEN_SECONDS
    status = 0
    while time.monotonic() < deadline and process.poll() is None:
        try:
            status = visitor.get(first).status
        except OSError:
            status = 0
        if status == 200:
            return
        visitor.close()
        time.sleep(0.1)
    raise RuntimeError(
        f"A server did not open at {first} (last status {status}): its reason should be above."
    )
