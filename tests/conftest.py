"""What every test has. Makers of objects are plain functions, in `tests.makers`."""

import pytest

from tests.strict_client import StrictClient


@pytest.fixture
def client() -> StrictClient:
    """Return an anonymous visitor, whose every page is checked."""
    return StrictClient()
