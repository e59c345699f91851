"""Fetching one document from elsewhere, safely and politely (security.md, case 46)."""

import ssl
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from functools import cache

import httpcore
import httpx
from django.conf import settings
from django.utils import timezone

from fetching.addresses import FetchFailed, parsed, port_of
from fetching.dialing import Backend, Deadline, late

SECONDS = 5.0  # for all of it, redirections included
BYTES = 1_000_000  # of a document, unpacked
REDIRECTIONS = 3
_GZIP, _MAGIC, _AT_ONCE = 16 + zlib.MAX_WBITS, b"\x1f\x8b", 65_536
LONGEST_WAIT = 7 * 86400  # seconds, whatever a site asks
MOVED = {301, 302, 303, 307, 308}
CODES = {
    401: "Le site demande un mot de passe (401)\u00a0: demandez une adresse ouverte à tout le monde.",
    403: "Le site refuse de répondre au nôtre (403)\u00a0: écrivez à qui s’en occupe.",
    404: "Il n’y a rien à cette adresse (404)\u00a0: cherchez la nouvelle sur le site.",
    410: "Cette adresse a été supprimée (410).",
    429: "Le site demande de venir moins souvent (429). Le prochain essai se fera tout seul.",
}


@dataclass(frozen=True)
class Document:
    """What was fetched."""

    url: str
    """Where it was found in the end."""
    content_type: str
    """Such as `application/rss+xml`, in lower case; nothing if the site does not say."""
    charset: str
    """As the site says, or nothing."""
    body: bytes
    etag: str
    last_modified: str


def fetch(address: str, *, types: frozenset[str], etag: str = "", last_modified: str = "") -> Document | None:
    """Return the document at an address; None if it is what `etag` or `last_modified` name, of an earlier visit.

    Takes at most `SECONDS` and `BYTES`, follows `REDIRECTIONS`, each checked as the first. No cookie, no proxy.

    Raises FetchFailed: the address is not public, the site does not answer as it should, or sends something that is
    none of `types` (`application/xml`; what says no type passes).
    """
    deadline, url, seen = Deadline(SECONDS), parsed(address), set[str]()
    known = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    while True:
        seen.add(str(url))
        answer = _asked(url, deadline, types, {name: value for name, value in known.items() if value})
        if not isinstance(answer, str):
            return answer
        url = parsed(answer, url)
        if str(url) in seen or len(seen) > REDIRECTIONS:
            raise FetchFailed(
                "loop", "Cette adresse renvoie sans fin d’une page à l’autre\u00a0: cherchez-en une autre."
            )


def user_agent() -> str:
    """Return who asks, with an address where one can learn why."""
    return f"TerritoiresContributifs/1.0 (+{settings.SITE_URL}/)"


def _asked(
    url: httpx.URL, deadline: Deadline, types: frozenset[str], known: Mapping[str, str]
) -> Document | str | None:
    """Return the document, nothing if it has not changed, or the address where it is now."""
    headers = {
        "Host": url.netloc.decode("ascii"),
        "User-Agent": user_agent(),
        "Accept": ", ".join([*sorted(types), "*/*;q=0.1"]),
        "Accept-Encoding": "gzip",
        "Connection": "close",
        **known,
    }
    origin = httpcore.Origin(url.raw_scheme, url.raw_host, port_of(url))
    target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=port_of(url), target=url.raw_path)
    try:
        with (
            httpcore.HTTPConnection(
                origin, ssl_context=_certificates(), network_backend=Backend(deadline)
            ) as line,
            line.stream("GET", target, headers=list(headers.items())) as response,
        ):
            return _read(url, response, types)
    except httpcore.TimeoutException as error:
        raise late() from error
    except httpcore.ConnectError as error:
        raise FetchFailed(
            "secret", "Le certificat du site n’est pas bon, ou sa connexion se coupe."
        ) from error
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise FetchFailed("cut", "La réponse du site s’interrompt, ou n’est pas celle d’un site.") from error


@cache
def _certificates() -> ssl.SSLContext:
    return httpcore.default_ssl_context()


def _read(url: httpx.URL, response: httpcore.Response, types: frozenset[str]) -> Document | str | None:
    headers = httpx.Headers(response.headers)
    if response.status == 304:
        return None
    if response.status in MOVED and "location" in headers:
        return headers["location"]
    if response.status != 200:
        wait = _wait(headers.get("retry-after", "")) if response.status in (429, 503) else 0
        raise FetchFailed(str(response.status), _refusal(response.status), wait=wait)
    kind, charset = _type(headers.get("content-type", ""))
    if kind and kind not in types:
        raise FetchFailed(
            "type", f"À cette adresse se trouve autre chose que ce qui est attendu\u00a0: {kind}."
        )
    length = headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length) > BYTES:
        raise _heavy()
    body = b"".join(_unpacked(response.iter_stream(), headers.get("content-encoding", "")))
    return Document(
        url=str(url),
        content_type=kind,
        charset=charset,
        body=body,
        etag=_sendable(headers.get("etag", "")),
        last_modified=_sendable(headers.get("last-modified", "")),
    )


def _sendable(value: str) -> str:
    """Return what is sent back at the next visit; nothing of what no header can say."""
    return value if len(value) <= 200 and value.isascii() and value.isprintable() else ""


def _refusal(status: int) -> str:
    if status >= 500:
        return f"Le site a une panne ({status}). Le prochain essai se fera tout seul."
    return CODES.get(status, f"Le site ne donne pas ce qui est demandé ({status}).")


def _wait(said: str) -> int:
    """Return how many seconds `Retry-After` asks for, as a number or as a date; 0 if it makes no sense."""
    if said.isascii() and said.isdigit():
        return min(int(said[:12]), LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(said)
    except (ValueError, OverflowError):
        return 0
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return round(max(0.0, min((moment - timezone.now()).total_seconds(), LONGEST_WAIT)))


def _type(said: str) -> tuple[str, str]:
    """Return the type and the charset of a header."""
    kind, *parameters = said.lower().split(";")
    charset = next((part.partition("=")[2] for part in parameters if part.strip().startswith("charset=")), "")
    return kind.strip()[:100], charset.strip(" \"'")[:40]


def _unpacked(pieces: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    """Yield a body unpacked, never more than `BYTES` of it: what was packed may hold a thousand times its size."""
    left, encoding = BYTES, encoding.strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip"):
        raise FetchFailed("packed", "Le site envoie ses pages dans un format que le nôtre ne lit pas.")
    if encoding in ("gzip", "x-gzip"):
        pieces = _members(pieces)
    for piece in pieces:
        left -= len(piece)
        if left < 0:
            raise _heavy()
        yield piece


def _members(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield what was packed, bit by bit: one part may follow another (RFC 1952); what else follows is ignored."""
    member, taken = zlib.decompressobj(wbits=_GZIP), 0
    for piece in pieces:
        taken += len(piece)
        if taken > BYTES:  # parts of nothing, without end
            raise _heavy()
        while piece:
            if member.eof:
                if not piece.startswith(_MAGIC[: len(piece)]):
                    return
                member = zlib.decompressobj(wbits=_GZIP)
            try:
                yield member.decompress(piece, _AT_ONCE)
            except zlib.error as error:
                raise _damaged() from error
            piece = member.unused_data if member.eof else member.unconsumed_tail
    if not member.eof:
        raise _damaged()


def _damaged() -> FetchFailed:
    return FetchFailed("packed", "La réponse du site est abîmée.")


def _heavy() -> FetchFailed:
    return FetchFailed(
        "heavy",
        "Ce qui se trouve à cette adresse dépasse 1\u00a0Mo\u00a0: demandez un flux plus court, des vingt derniers "
        "articles par exemple.",
    )
