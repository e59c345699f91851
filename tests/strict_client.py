"""A test client that fails a test whose page is wrong in any way a reader, a cache or an attacker would notice."""

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client

from tests.html_faults import page_faults, safety_faults

# The named form pages (architecture.md, rule 2) and the staff's: the only ones that may set or read a cookie.
PAGES_WITH_COOKIE = re.compile(
    r"/admin/|/(?:initiatives|acteurs|rencontres|analyses)/proposer/|/confirmer/|/suivi/|/relations/|/animer/|/mes-fiches/"
    r"|/repondre/|/mettre-en-relation/"
    r"|/\w+/[\w-]+/(?:signaler|modifier|lier|appel|ecrire)/"
)
# The only pages that another site may show in a frame (security.md, case 45).
FRAMED_ANYWHERE = re.compile(r"/integrer/(?:carte|liste)/$")
REQUIRED_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": r"strict-origin-when-cross-origin|same-origin|no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": r".*camera=\(\).*",
}
REQUIRED_CSP = (
    "default-src 'none'",
    "script-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
)


class StrictClient(Client):
    """Django's client, that checks each answer."""

    def request(self, **request: Any) -> Any:
        """Send the request; fail when its answer has a fault."""
        anonymous = not self.cookies
        response = super().request(**request)
        faults = answer_faults(response, request["REQUEST_METHOD"], anonymous=anonymous)
        if faults:
            listed = "\n".join(f"- {fault}" for fault in faults)
            raise AssertionError(
                f"{request['REQUEST_METHOD']} {request['PATH_INFO']} ({response.status_code}):\n{listed}"
            )
        return response


def answer_faults(response: HttpResponse, method: str, *, anonymous: bool) -> list[str]:
    """Return what is wrong with one answer, as sentences."""
    path = response.wsgi_request.path
    faults = header_faults(response, framed=bool(FRAMED_ANYWHERE.match(path)))
    if anonymous and method in ("GET", "HEAD"):
        faults += cookie_faults(response, path)
    if (
        not response.streaming
        and response.content
        and "Content-Encoding" not in response.headers
        and "text/html" in response.headers.get("Content-Type", "")
    ):
        check = safety_faults if path.startswith("/admin/") else page_faults
        faults += check(response.content.decode())
    return faults


def header_faults(response: HttpResponse, *, framed: bool = False) -> list[str]:
    """Return the security headers that are missing or too weak; a page for frames lacks those against them."""
    required = REQUIRED_HEADERS | ({"X-Frame-Options": ""} if framed else {})
    faults = [
        f"{name}: {response.headers.get(name)}"
        for name, pattern in required.items()
        if not re.fullmatch(pattern, response.headers.get(name, ""))
    ]
    policy = response.headers.get("Content-Security-Policy", "")
    faults += [
        f"Content-Security-Policy without {directive}"
        for directive in REQUIRED_CSP
        if directive not in policy and not (framed and directive.startswith("frame-ancestors"))
    ]
    if framed and ("frame-ancestors *" not in policy or "form-action 'none'" not in policy):
        faults.append(f"Not for frames: {policy}")
    if "unsafe-" in policy or "nonce-" in policy:
        faults.append(f"Content-Security-Policy: {policy}")
    return faults


def cookie_faults(response: HttpResponse, path: str) -> list[str]:
    """Return the traces of a cookie in an answer to an anonymous reader."""
    traces = [f"Set-Cookie: {name}" for name in response.cookies]
    if "cookie" in response.headers.get("Vary", "").lower():
        traces.append("Vary: Cookie")
    if not traces:
        return []
    if not PAGES_WITH_COOKIE.match(path):
        return [f"{trace} on a public page" for trace in traces]
    if "no-store" not in response.headers.get("Cache-Control", ""):
        return [f"{trace} without Cache-Control: no-store" for trace in traces]
    return []
