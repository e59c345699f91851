"""Security headers that Django does not give, and the last guard of caches.

django-csp makes the policy, which this middleware writes on every answer: its own middleware makes it again for each,
a quarter of the time of a page that has not changed. Django writes nosniff, Referrer-Policy, X-Frame-Options, HSTS and
Cross-Origin-Opener-Policy. This middleware is the outermost: what it sets is on every answer, errors and static files
included.
"""

import logging
from collections.abc import Callable

from csp.constants import HEADER
from csp.utils import build_policy
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import has_vary_header

logger = logging.getLogger(__name__)

# "Around me" on the map asks for the position, on request only; nothing else is used, by us or by others.
_ALLOWED_HERE = ("geolocation",)
_DENIED = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture",
    "encrypted-media", "gamepad", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer",
    "microphone", "midi", "payment", "publickey-credentials-create", "publickey-credentials-get",
    "screen-wake-lock", "serial", "usb", "window-management", "xr-spatial-tracking",
)  # fmt: skip
PERMISSIONS_POLICY = ", ".join(
    [f"{feature}=(self)" for feature in _ALLOWED_HERE] + [f"{feature}=()" for feature in _DENIED]
)


class SecurityHeadersMiddleware:
    """Write the headers that are missing; keep every answer that has a cookie out of shared caches.

    Public pages carry no cookie and never read one (architecture.md, rule 2): a proxy may keep them. If one
    ever does by mistake, one person's page must not go to others: it is marked `no-store`, and logged.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.policy = build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return the answer with its headers."""
        response = self.get_response(request)
        response.headers.setdefault(HEADER, self._policy_of(response))
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("X-Permitted-Cross-Domain-Policies", "none")
        if response.cookies or has_vary_header(response, "Cookie"):
            if "public" in response.headers.get("Cache-Control", ""):
                logger.error("A cacheable page carried a cookie: %s", request.resolver_match or "no view")
            response.headers["Cache-Control"] = "private, no-store"
        return response

    def _policy_of(self, response: HttpResponseBase) -> str:
        """Return the policy of all pages, or what the decorators of django-csp made of it for one view."""
        update, replace = getattr(response, "_csp_update", None), getattr(response, "_csp_replace", None)
        return build_policy(update=update, replace=replace) if update or replace else self.policy
