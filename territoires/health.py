"""Two addresses for whatever watches the site: is the process alive, is the site ready to serve."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """Answer 200 whenever the process answers at all: the database is not asked, restarting would not mend it."""
    return HttpResponse("vivant\n", content_type="text/plain; charset=utf-8")


# Comparing migrations takes a tenth of a second. A process does not change its code: once is enough.
_applied = False


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the database answers and has every migration of this code, 503 with the reason otherwise."""
    global _applied
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        _applied = _applied or not migrations_wait()
    except DatabaseError:
        return _not_ready("la base de données ne répond pas")
    if not _applied:
        return _not_ready("des migrations attendent")
    return HttpResponse("prêt\n", content_type="text/plain; charset=utf-8")


def migrations_wait() -> bool:
    """Say whether the database lacks migrations of this code. Raises `DatabaseError` when it does not answer."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _not_ready(reason: str) -> HttpResponse:
    """Return the 503 that says why, for the person who looks; programs read the status."""
    return HttpResponse(
        f"pas prêt : {reason}\n",
        status=503,
        content_type="text/plain; charset=utf-8",
        headers={"Retry-After": "5"},
    )
