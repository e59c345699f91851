"""What every test has. Makers of objects are plain functions, in `tests.makers`."""

from collections.abc import Iterator

import pytest
from django.db import connection

from tests.strict_client import StrictClient


@pytest.fixture
def client() -> StrictClient:
    """Return an anonymous visitor, whose every page is checked."""
    return StrictClient()


@pytest.fixture(autouse=True)
def no_job_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Take away the jobs that a test with real transactions committed: Django empties only the tables of its models."""
    yield
    marker = request.node.get_closest_marker("django_db")
    commits = bool(marker and marker.kwargs.get("transaction"))
    if commits or {"transactional_db", "live_server"} & set(request.fixturenames):
        with request.getfixturevalue("django_db_blocker").unblock(), connection.cursor() as cursor:
            cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
