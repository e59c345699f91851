"""The whole bundled gazetteer, loaded once for all tests of a module."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection, transaction


@pytest.fixture(scope="module")
def whole_gazetteer(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Load the bundle in a transaction around the module's tests; each test then has its own savepoint."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_places", verbosity=0)
        # Otherwise each test, at its end, would check again the foreign keys of 35,000 communes.
        connection.check_constraints()
        yield
        transaction.set_rollback(True)
