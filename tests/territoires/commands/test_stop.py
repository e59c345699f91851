import io
import subprocess
import sys

import pytest
from django.core.management import call_command

from territoires.database import Cluster
from territoires.management.commands import stop
from territoires.management.commands.run import lock_path

HOLDS = (
    "import os, sys, time, pathlib; from territoires.supervisor import Stop, alone, stopped_by_signals\n"
    "with alone(pathlib.Path(sys.argv[1]), f'{os.getpid()} http://x/'), stopped_by_signals():\n"
    "    try: print('held', flush=True); time.sleep(600)\n"
    "    except Stop: pass\n"
)


@pytest.fixture
def said(settings, tmp_path, monkeypatch):
    """Return what runs `stop` on files of its own and gives its lines."""
    settings.VAR_DIR = tmp_path / "var"
    monkeypatch.setitem(stop.connection.settings_dict, "ENGINE", "territoires.database")

    def run_stop():
        out = io.StringIO()
        call_command("stop", stdout=out)
        return out.getvalue().splitlines()

    return run_stop


def test_nothing_runs(said):
    assert said() == []


def test_the_site_is_asked_to_stop(said):
    with subprocess.Popen([sys.executable, "-c", HOLDS, lock_path()], stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        assert said() == ["The site is stopped."]
        assert process.wait() == 0


def test_the_embedded_server_is_stopped(said, settings):
    cluster = Cluster(settings.VAR_DIR)
    cluster.ensure_running()
    assert said() == ["PostgreSQL is stopped."]
    assert not cluster.is_running()


def test_a_server_of_somebody_else_is_left_alone(said, monkeypatch):
    monkeypatch.setitem(stop.connection.settings_dict, "ENGINE", "django.db.backends.postgresql")
    monkeypatch.setattr(stop, "Cluster", None)
    assert said() == []
