"""The secrets in the links of letters: made again each time that a letter leaves, never stored.

A letter leaves every week for years, and each has two links: what is kept is a key that says nothing, and the rest of
the token is signed with the secret of the site. It has 43 characters, as those of signed links: logs leave both out.
"""

import base64
import hashlib
import hmac
import re

from django.conf import settings

from newsletter.models import Subscription

MANAGE, STOP = (
    "manage",
    "stop",
)  # purposes: who is shown the address to unsubscribe cannot see or change anything
_SIGNATURE_BYTES = 20  # 160 bits, 27 characters in base64url
_TOKEN = re.compile(r"([\w-]{16})([\w-]{27})", re.ASCII)


def token_of(subscription: Subscription, purpose: str) -> str:
    """Return the token that opens a subscription for one purpose."""
    return subscription.key + _signature(subscription.key, purpose)


def opened(token: str, purpose: str) -> Subscription | None:
    """Return the subscription that a token opens for this purpose; None for any other text."""
    match = _TOKEN.fullmatch(token)
    if match is None or not hmac.compare_digest(_signature(match[1], purpose), match[2]):
        return None
    return Subscription.objects.select_related("contributor").filter(key=match[1]).first()


def _signature(key: str, purpose: str) -> str:
    secret = hmac.digest(settings.SECRET_KEY.encode(), b"newsletter.tokens", hashlib.sha256)
    digest = hmac.digest(secret, f"{purpose}\0{key}".encode(), hashlib.sha256)[:_SIGNATURE_BYTES]
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
