"""Which PostgreSQL the site uses: the one that `DATABASE_URL` names, or an embedded one in `var/postgres`.

The package is also the Django backend of the embedded server (`base.py`): computing settings starts nothing, the
server starts when something first asks for a connection.
"""

from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from territoires.database.cluster import Cluster, ServerError

__all__ = ["Cluster", "ServerError", "settings"]

# gunicorn keeps its threads and each thread keeps its connection, checked before each request: a restarted
# server costs a new connection, not an error page.
CONNECTION_SECONDS = 60
CONNECT_SECONDS = 5
# Django says None, which would let nothing be prepared; its own statements never are, whatever is said here. A pooler
# that hands a connection over after each transaction must know prepared statements, as pgbouncer does from 1.21 on.
PREPARED_AFTER = 5


def settings(url: str, var_dir: Path) -> dict[str, Any]:
    """Return `DATABASES["default"]`.

    `url` is `postgres://user:password@host:port/name`, or empty for the embedded server, whose files are then
    under `var_dir`. Raises `ImproperlyConfigured` for an address that names no PostgreSQL database.
    """
    if url:
        configuration = _parse(url)
    else:
        cluster = Cluster(var_dir)
        configuration = {
            "ENGINE": "territoires.database",
            "NAME": cluster.NAME,
            "USER": cluster.USER,
            "PASSWORD": "",
            "HOST": str(cluster.socket_dir),
            "PORT": cluster.PORT,
            "VAR_DIR": str(cluster.var_dir),
        }
    options = {"prepare_threshold": PREPARED_AFTER} | (configuration.get("OPTIONS") or {})
    kept = {"CONN_MAX_AGE": CONNECTION_SECONDS, "CONN_HEALTH_CHECKS": True}
    return configuration | kept | {"OPTIONS": options}


def _parse(url: str) -> dict[str, Any]:
    """Return Django's settings for an address of PostgreSQL, without ever repeating its password."""
    try:
        parsed: dict[str, Any] = {**dj_database_url.parse(url)}
    except (dj_database_url.ParseError, dj_database_url.UnknownSchemeError):
        parsed = {}
    if parsed.get("ENGINE") != "django.db.backends.postgresql" or not parsed.get("NAME"):
        raise ImproperlyConfigured(
            "DATABASE_URL must name a PostgreSQL database: postgres://user:password@host:5432/name "
            "(special characters of the password percent-encoded)."
        )
    # A server that does not answer must give an error page, not a visitor who waits for two minutes.
    options: dict[str, Any] = parsed.get("OPTIONS") or {}
    return parsed | {"OPTIONS": {"connect_timeout": CONNECT_SECONDS} | options}
