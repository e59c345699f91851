"""What a test that committed leaves to the next one."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection

from initiatives.models import ProjectionRule
from tests import emptying
from tests.whole_site import make_whole_site


def rows() -> dict[str, int]:
    """Return how many rows each table holds, but for the empty ones."""
    with connection.cursor() as cursor:
        counts = {}
        for table in emptying._filled_tables(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            (counts[table],) = cursor.fetchone()
    return counts


@pytest.fixture
def flushed(transactional_db):
    """Let Django empty the database, and tell what it leaves."""
    emptying._lasting.clear()
    emptying.empty_database()
    return rows()


def test_it_leaves_what_django_leaves(flushed, monkeypatch):
    monkeypatch.setattr(emptying, "call_command", None)  # nothing here needs the long way
    make_whole_site()
    assert len(rows()) > 30
    emptying.empty_database()
    assert rows() == flushed
    assert {"auth_permission", "django_content_type", "initiatives_projectionrule"} < set(flushed)


def test_what_migrations_made_and_a_test_changed_is_made_again(flushed):
    Permission.objects.first().delete()
    ProjectionRule.objects.update(shows_declared=not ProjectionRule.objects.get().shows_declared)
    rule = ProjectionRule.objects.get().shows_declared
    emptying.empty_database()
    assert rows() == flushed
    assert ProjectionRule.objects.get().shows_declared is not rule
