"""What every test has. Makers of objects are plain functions, in `tests.makers`."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import AppConfig
from django.core.cache import cache
from django.db import connections
from django.db.models.signals import post_migrate
from django.dispatch import receiver
from django.test import TransactionTestCase

from moderation import caching
from tests.emptying import empty_database
from tests.strict_client import StrictClient


@pytest.fixture
def client() -> StrictClient:
    """Return an anonymous visitor, whose every page is checked."""
    return StrictClient()


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """Begin with an empty memory: transactions that are rolled back leave the version of what is public as it was."""
    cache.clear()
    caching.forget()


@pytest.fixture(scope="session", autouse=True)
def emptied_by_rows() -> Iterator[None]:
    """Have what pytest-django makes of a test that commits empty the database our way."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: empty_database())
        yield


@receiver(post_migrate)
def forget_jobs(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Empty the queue too when Django empties the database after a test that committed.

    Django leaves the tables of procrastinate alone, for its models do not manage them: jobs would reach later tests.
    """
    if sender.name == "procrastinate.contrib.django":
        with connections[using].cursor() as cursor:
            cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
