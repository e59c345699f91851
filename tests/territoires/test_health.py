import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from territoires import health


@pytest.fixture(autouse=True)
def as_after_a_start(monkeypatch):
    monkeypatch.setattr(health, "_applied", False)


def fail(*args, **kwargs):
    raise OperationalError("connection refused")


def test_alive_does_not_ask_the_database(client):
    # Without the mark `django_db`, any query would fail.
    assert client.get("/sante/vivant").status_code == 200


@pytest.mark.django_db
def test_ready(client):
    assert client.get("/sante/pret").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/sante/vivant", "/sante/pret"])
def test_answers_are_never_kept_and_set_no_cookie(client, path):
    response = client.get(path)
    assert "no-store" in response.headers["Cache-Control"]
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert client.head(path).status_code == 200
    assert client.post(path).status_code == 405


@pytest.mark.django_db
def test_not_ready_without_the_database(client, monkeypatch):
    monkeypatch.setattr(connection, "cursor", fail)
    response = client.get("/sante/pret")
    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert "base de données" in response.content.decode()
    assert "refused" not in response.content.decode()


@pytest.mark.django_db
def test_not_ready_while_migrations_wait_then_ready(client):
    recorder = MigrationRecorder(connection)
    app, name = max(key for key in recorder.applied_migrations() if key[0] == "contributors")
    recorder.record_unapplied(app, name)
    response = client.get("/sante/pret")
    assert response.status_code == 503
    assert "migrations" in response.content.decode()
    recorder.record_applied(app, name)
    assert client.get("/sante/pret").status_code == 200


@pytest.mark.django_db
def test_once_ready_it_asks_one_thing(client, django_assert_num_queries):
    client.get("/sante/pret")
    with django_assert_num_queries(1):
        client.get("/sante/pret")
