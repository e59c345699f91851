"""Connecting: a name is looked up once, its addresses checked, and the connection goes to one of those very ones.

What is looked up a second time could be another address by then (DNS rebinding): nothing is.
"""

import socket
import time
from collections.abc import Callable, Iterable
from ssl import SSLContext
from threading import Thread
from typing import Any

import httpcore

from fetching.addresses import FetchFailed, inside, is_public

ATTEMPTS = 3  # addresses of one name


class Deadline:
    """A moment, for all that a visit does: no single wait goes beyond it, nor do many short ones."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds until then. Raises FetchFailed when there are none."""
        seconds = self._end - time.monotonic()
        if seconds <= 0:
            raise late()
        return seconds


def late() -> FetchFailed:
    """Return what is said of a site that takes too long."""
    return FetchFailed("slow", "Le site met trop de temps à répondre. Le prochain essai se fera tout seul.")


class Backend(httpcore.NetworkBackend):
    """Connects to public addresses only, until a deadline."""

    def __init__(self, deadline: Deadline) -> None:
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to a host. Raises FetchFailed: it is unknown, one of its addresses is not public, or it is silent."""
        addresses = resolved(host, port, self._deadline)
        for address in addresses[:ATTEMPTS]:
            try:
                return Stream(connect(address, port, self._deadline.left), self._deadline)
            except httpcore.ConnectError:
                continue
        raise FetchFailed("closed", "Le site ne répond pas. Vérifiez l’adresse, ou attendez qu’il revienne.")


class Stream(httpcore.NetworkStream):
    """A connection whose every wait ends with the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return what has come."""
        return self._stream.read(max_bytes, self._deadline.left)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send."""
        self._stream.write(buffer, self._deadline.left)

    def close(self) -> None:
        """Hang up."""
        self._stream.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> "Stream":
        """Go on in secret; the certificate must be that of the name, whatever the address."""
        secret = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left)
        return Stream(secret, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """Return what the connection knows of itself."""
        return self._stream.get_extra_info(info)


def resolved(host: str, port: int, deadline: Deadline) -> list[str]:
    """Return the addresses of a host, all public.

    Raises FetchFailed: it has none, or one that is not: who answers with both wants to be asked until it fits.
    """
    addresses = _within(deadline, lambda: look_up(host, port))
    if not addresses:
        raise FetchFailed("unknown", "Aucun site n’a cette adresse. Vérifiez son nom.")
    if not all(is_public(address) for address in addresses):
        raise inside()
    return addresses


def look_up(host: str, port: int) -> list[str]:
    """Return the IP addresses of a host, as the system finds them; none if it has none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return list(dict.fromkeys(str(info[4][0]) for info in found))


def connect(address: str, port: int, seconds: float) -> httpcore.NetworkStream:
    """Connect to an IP address. Raises httpcore.ConnectError or ConnectTimeout."""
    return httpcore.SyncBackend().connect_tcp(address, port, timeout=seconds)


def _within(deadline: Deadline, look: Callable[[], list[str]]) -> list[str]:
    """Return what a function gives: the system's look-up knows no deadline, so that a thread waits for it."""
    found: list[list[str]] = []
    thread = Thread(target=lambda: found.append(look()), daemon=True)
    thread.start()
    thread.join(deadline.left)
    if not found:
        raise late()
    return found[0]
