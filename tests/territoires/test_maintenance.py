from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError

from territoires import urls
from territoires.errors import server_error


@pytest.fixture
def closed():
    switch = Path(settings.VAR_DIR) / "maintenance"
    switch.touch()
    yield
    switch.unlink()


def test_the_site_closes_and_opens_by_a_file(client, closed):
    response = client.get("/initiatives/?q=jardin")
    assert response.status_code == 503
    assert response["Retry-After"] == "120"
    assert "maintenance" in response.content.decode()
    assert client.get("/sante/vivant").status_code == 200


def test_the_site_is_open_otherwise(client):
    assert client.get("/a-propos/").status_code == 200


def test_a_database_that_does_not_answer_is_no_fault_of_the_page(rf):
    assert urls.handler500 == "territoires.errors.server_error"
    try:
        raise OperationalError("connection refused")
    except OperationalError:
        assert server_error(rf.get("/")).status_code == 503
    try:
        raise ValueError
    except ValueError:
        assert server_error(rf.get("/")).status_code == 500
