from pathlib import Path

import pytest
from django.db import OperationalError
from django.db.backends.postgresql.client import DatabaseClient
from django.db.utils import ConnectionHandler

from territoires import database
from territoires.database import Cluster
from territoires.database.programs import folder


@pytest.fixture
def handler(tmp_path, django_db_blocker):
    """Connections of Django to an embedded server of this test, which is not started yet."""
    handler = ConnectionHandler({"default": database.settings("", tmp_path / "var")})
    with django_db_blocker.unblock():
        yield handler
    handler.close_all()
    Cluster(tmp_path / "var").stop()


def test_the_server_starts_with_the_first_connection_and_not_before(handler, tmp_path):
    connection = handler["default"]
    assert not (tmp_path / "var").exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT lower('ÉTÉ')")
        assert cursor.fetchone() == ("été",)
    assert Cluster(tmp_path / "var").is_running()


def test_a_connection_comes_back_after_the_server_was_stopped(handler, tmp_path):
    connection = handler["default"]
    connection.ensure_connection()
    Cluster(tmp_path / "var").stop()
    # What Django does before each request.
    connection.close_if_unusable_or_obsolete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)


def test_the_parameters_of_the_worker_start_the_server_too(handler, tmp_path):
    parameters = handler["default"].get_connection_params()
    assert Cluster(tmp_path / "var").is_running()
    assert parameters["host"] == str(Cluster(tmp_path / "var").socket_dir)


def test_a_server_that_cannot_start_is_an_error_of_the_database(handler, tmp_path):
    (tmp_path / "var" / "postgres").mkdir(parents=True)
    (tmp_path / "var" / "postgres" / "PG_VERSION").write_text("15")
    with pytest.raises(OperationalError, match="made by PostgreSQL 15"):
        handler["default"].ensure_connection()


def test_dbshell_starts_the_server_and_uses_its_own_psql(handler, tmp_path, monkeypatch):
    seen = []

    def record(client, parameters):
        seen.append(client.settings_to_cmd_args_env(client.connection.settings_dict, parameters)[0])

    monkeypatch.setattr(DatabaseClient, "runshell", record)
    handler["default"].client.runshell([])
    assert Path(seen[0][0]) == folder() / "psql"
    assert Cluster(tmp_path / "var").is_running()
