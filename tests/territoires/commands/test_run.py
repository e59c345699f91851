import io
import os
import signal
import socket
import sys

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from territoires import demonstration
from territoires.management.commands import run
from territoires.supervisor import Child, alone, holder

SLEEPS = [sys.executable, "-c", "import time; time.sleep(600)"]


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def started(monkeypatch, settings, tmp_path, port):
    """Let `run` start two sleepers on files of its own rather than the site; returns them."""
    settings.VAR_DIR = tmp_path / "var"
    settings.PORT = port
    settings.SITE_URL = f"http://127.0.0.1:{port}"
    children = []

    def child(name, command, **options):
        children.append(Child(name, SLEEPS, **options))
        children[-1].wanted = command
        return children[-1]

    monkeypatch.setattr(run, "Child", child)
    monkeypatch.setattr(run, "_uses_database_url", lambda: True)
    monkeypatch.setattr(demonstration, "prepare", lambda say: say("Preparing …"))
    monkeypatch.setattr(run, "_wait_until_open", lambda url, server: None)
    monkeypatch.setattr(run.connection, "close", lambda: None)
    monkeypatch.chdir(tmp_path)
    return children


def interrupt(*args):
    os.kill(os.getpid(), signal.SIGINT)


def test_ctrl_c_stops_what_was_started(started, monkeypatch):
    monkeypatch.setattr(run.Command, "_welcome", interrupt)
    out = io.StringIO()
    call_command("run", stdout=out)
    assert [child.name for child in started] == ["server", "worker"]
    assert "gunicorn" in started[0].wanted
    assert started[1].wanted[1:] == ["manage.py", "procrastinate", "worker"]
    assert [child.process.returncode for child in started] == [-signal.SIGTERM, -signal.SIGTERM]
    assert out.getvalue().splitlines() == ["Preparing …", "Stopping …", "Stopped."]
    assert holder(run.lock_path()) is None


def test_a_signal_during_the_preparation_stops_too(started, monkeypatch):
    monkeypatch.setattr(demonstration, "prepare", interrupt)
    call_command("run", stdout=io.StringIO())
    assert all(child.process is None for child in started)


def test_a_server_that_dies_ends_the_rest_with_an_error(started, monkeypatch):
    monkeypatch.setattr(run.Command, "_welcome", lambda *args: started[0].process.kill())
    with pytest.raises(CommandError, match=r"The server ended \(signal 9\)"):
        call_command("run", stdout=io.StringIO())
    assert started[1].process.returncode == -signal.SIGTERM


def test_started_twice_it_says_so_and_leaves_the_first_alone(started, settings):
    with alone(run.lock_path(), "4242 http://127.0.0.1:8000/"):
        with pytest.raises(
            CommandError, match=r"runs already \(process 4242\): open http://127.0.0.1:8000/ or"
        ):
            call_command("run")
        assert holder(run.lock_path()) == "4242 http://127.0.0.1:8000/"
    assert started == []


def test_a_port_that_is_taken_is_named(started, port, monkeypatch):
    monkeypatch.setattr(run.time, "sleep", lambda seconds: None)
    with socket.create_server(("127.0.0.1", port)), pytest.raises(CommandError, match=f"Port {port} .*PORT="):
        call_command("run")
    assert started == []


def test_a_port_that_is_being_left_is_waited_for(port, monkeypatch):
    leaving = socket.create_server(("127.0.0.1", port))
    monkeypatch.setattr(run.time, "sleep", lambda seconds: leaving.close())
    run._refuse_taken_port(port)


def test_a_database_that_cannot_be_used_is_said_without_a_traceback(started, monkeypatch):
    def fail(say):
        raise OperationalError("made by PostgreSQL 15")

    monkeypatch.setattr(demonstration, "prepare", fail)
    with pytest.raises(CommandError, match="made by PostgreSQL 15"):
        call_command("run", stdout=io.StringIO())


def test_a_server_that_does_not_start_is_not_waited_for():
    server = Child("server", [sys.executable, "-c", ""])
    server.start()
    server.process.wait()
    with pytest.raises(CommandError, match="did not start"):
        run._wait_until_open("http://127.0.0.1:9/", server)


def test_a_production_site_is_not_a_demonstration(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="production"):
        call_command("run")


@pytest.mark.django_db
def test_the_welcome_says_where_everything_is(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    settings.EMAIL_URL, settings.EMAIL_FILE_PATH = "", tmp_path / "mail"
    out = io.StringIO()
    command = run.Command(stdout=out)
    command._welcome("http://127.0.0.1:8000/")
    said = out.getvalue()
    assert "http://127.0.0.1:8000/admin/" in said
    assert f"{tmp_path}/mail/" in said
    assert (tmp_path / "moderator_password").read_text().strip() in said
