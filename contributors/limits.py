"""How often one visitor may use one door, counted in PostgreSQL without keeping any address."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from math import ceil
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from contributors.models import RateLimit

# An IPv6 subscriber owns a /64 at least (RFC 6177): counting single addresses would limit nobody.
IPV6_SUBSCRIBER_PREFIX = 64
LOGIN_NAME_LENGTH = 255  # characters: `axes.models.AccessBase.username`
UNKNOWN_ADDRESS = str(IPv4Address(0))

# One statement, so that two requests at once are both counted. The count stops at one over the limit.
_COUNT = """
    INSERT INTO {table} (key, expires_at, count) VALUES (%(key)s, %(expires_at)s, 1)
    ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN {table}.expires_at <= %(now)s THEN 1
                     ELSE LEAST({table}.count + 1, %(limit)s + 1) END,
        expires_at = CASE WHEN {table}.expires_at <= %(now)s THEN EXCLUDED.expires_at
                          ELSE {table}.expires_at END
    RETURNING count, expires_at
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """What a limit answers to one passage."""

    allowed: bool
    remaining: int
    """Passages left in this window."""
    retry_after: int
    """Seconds until the window ends, at least 1: the value of a `Retry-After` header."""


def render_within(
    request: HttpRequest, template: str, context: dict[str, Any], *, limited: Hit | None
) -> HttpResponse:
    """Render a page that keeps what was typed: 429 when a limit was passed, which the page says with `minutes`."""
    more = {"limited": limited, "minutes": -(-limited.retry_after // 60) if limited else 0}
    response = render(request, template, context | more, status=429 if limited else 200)
    if limited:
        response.headers["Retry-After"] = str(limited.retry_after)
    return response


def client_address(request: HttpRequest) -> str:
    """Return the IP address of the visitor, in its shortest form; `0.0.0.0` when nothing is known.

    `X-Forwarded-For` is written by whoever wants: it is read only behind `settings.TRUSTED_PROXIES` proxies,
    and then only at the entry that the outermost of them wrote, counted from the right.
    """
    candidates = [request.META.get("REMOTE_ADDR", "")]
    if settings.TRUSTED_PROXIES > 0:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if len(forwarded) >= settings.TRUSTED_PROXIES:
            candidates.insert(0, forwarded[-settings.TRUSTED_PROXIES])
    for candidate in candidates:
        try:
            address = ip_address(candidate.strip())
        except ValueError:
            continue
        if isinstance(address, IPv6Address):
            if address.ipv4_mapped:
                return str(address.ipv4_mapped)
            return str(IPv6Address(int(address)))  # drops the zone of a link-local address
        return str(address)
    return UNKNOWN_ADDRESS


def address_key(request: HttpRequest) -> str:
    """Return what stands for the visitor in a limit: the IPv4 address, or the /64 of the IPv6 address."""
    address = client_address(request)
    if ":" in address:
        return str(IPv6Network((address, IPV6_SUBSCRIBER_PREFIX), strict=False))
    return address


def login_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str | None:
    """Return the name of a log-in as django-axes keeps it: cut to its column, where any length may be typed."""
    name = (credentials or {}).get("username") or request.POST.get("username")
    return str(name)[:LOGIN_NAME_LENGTH] if name else None


def hit(purpose: str, key: str, *, limit: int, window: timedelta) -> Hit:
    """Count one passage of `key` through the door `purpose`, at most `limit` times per `window` (≤ one day).

    `key` is an address (`address_key`) or anything that identifies who is limited, such as an e-mail; only a
    digest of it is stored. Call it outside a transaction that may roll back: the passage must stay counted.
    The key of the digest changes at midnight UTC, when every window starts afresh.
    """
    if limit < 1 or not timedelta() < window <= timedelta(days=1):
        raise ValueError("A limit is at least 1, over a window of at most one day.")
    now = timezone.now()
    table = connection.ops.quote_name(RateLimit._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            _COUNT.format(table=table),
            {"key": _digest(purpose, key, now), "expires_at": now + window, "now": now, "limit": limit},
        )
        count, expires_at = cursor.fetchone()
    return Hit(
        allowed=count <= limit,
        remaining=max(limit - count, 0),
        retry_after=max(ceil((expires_at - now).total_seconds()), 1),
    )


def _digest(purpose: str, key: str, now: datetime) -> str:
    """Return the hexadecimal digest that stands for a door and a visitor on the day (UTC) of `now`."""
    day = now.astimezone(UTC).date().isoformat()
    daily_key = hmac.digest(
        settings.SECRET_KEY.encode(), f"contributors.limits {day}".encode(), hashlib.sha256
    )
    message = f"{purpose}\0{key}".encode("utf-8", "backslashreplace")
    return hmac.new(daily_key, message, hashlib.sha256).hexdigest()
