"""The production server itself, with the settings of `gunicorn.conf.py`, on a socket in a folder."""

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from django.conf import settings

from tests.territoires.test_settings import PRODUCTION


def gunicorn(address, **environment):
    return subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--bind", f"unix:{address}", "--workers", "1"],
        cwd=settings.BASE_DIR,
        env=os.environ | environment,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for(address, process):
    deadline = time.monotonic() + 30
    while not address.exists() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)


@pytest.fixture(scope="module")
def server():
    # A short path: a socket's may have 107 bytes.
    with tempfile.TemporaryDirectory() as folder:
        address = Path(folder) / "socket"
        with gunicorn(address, DJANGO_SETTINGS_MODULE="tests.settings") as process:
            wait_for(address, process)
            yield address
            process.terminate()
            process.communicate(timeout=30)


def get(address, path, **headers):
    connection = http.client.HTTPConnection("localhost", timeout=20)
    with socket.socket(socket.AF_UNIX) as connection.sock:
        connection.sock.connect(str(address))
        connection.request("GET", path, headers=headers)
        with connection.getresponse() as response:
            return response


def test_it_serves(server):
    response = get(server, "/sante/vivant")
    assert response.status == 200
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(("length", "status"), [(100_000, 200), (140_000, 414)])
def test_a_very_long_query_is_answered_within_a_limit(server, length, status):
    """security.md, case 2: gunicorn alone would refuse 100 kB."""
    assert get(server, f"/sante/vivant?q={'a' * length}").status == status


def test_another_host_is_refused(server):
    assert get(server, "/", Host="evil.example").status == 400


def test_a_production_site_with_a_blank_legal_notice_does_not_start(tmp_path):
    """security.md, case 48; the other reasons are in test_settings."""
    environment = PRODUCTION | {
        "ENV_FILE": os.devnull,
        "MAIL_FROM": "a@example.org",
        "VAR_DIR": str(tmp_path),
    }
    environment |= {"DJANGO_SETTINGS_MODULE": "territoires.settings", "LEGAL_PUBLISHER": "Les exemples"}
    with gunicorn(tmp_path / "s", **environment) as process:
        _, said = process.communicate(timeout=30)
    assert process.returncode != 0
    assert "LEGAL_HOST is blank" in said
    assert "LEGAL_PUBLISHER" not in said


def test_its_processes_end_with_the_first(tmp_path):
    with tempfile.TemporaryDirectory() as folder:
        address = Path(folder) / "socket"
        with gunicorn(address, DJANGO_SETTINGS_MODULE="tests.settings") as process:
            wait_for(address, process)
            assert get(address, "/sante/vivant").status == 200
            process.kill()
            process.wait()
        deadline = time.monotonic() + 10
        while True:
            try:
                get(address, "/sante/vivant")
            except (ConnectionRefusedError, FileNotFoundError):
                break
            except (ConnectionResetError, http.client.RemoteDisconnected):
                pass  # it is closing
            assert time.monotonic() < deadline
            time.sleep(0.05)
