"""The embedded PostgreSQL server: made once, started when needed, left running, stopped by `make stop`.

One lock tells everything. Whoever starts the server holds `var/postgres.lock` and hands it, open, to the server
and so to each of its processes: the kernel frees it when the last of them has gone, even by `kill -9`. A lock
that can be taken therefore proves that nobody uses the data, where process numbers in files lie (they are reused,
or belong to a zombie). A server that answers on its socket is the only other fact that is believed.
"""

import fcntl
import hashlib
import os
import re
import shlex
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from psycopg import pq

from territoires.database import programs
from territoires.database.programs import ServerError

# A Unix socket's path has at most 107 bytes on Linux and 103 on macOS, "/.s.PGSQL.5432" (14) included.
SOCKET_DIR_BYTES = 88
# How long a server that neither answers nor says that it is starting is waited for.
SILENCE_SECONDS = 60
# Then PostgreSQL is told to stop at once; it recovers at the next start.
STOP_SECONDS = 30
LOG_MAX_BYTES = 10 * 1024 * 1024

# For a machine of 2 cores and 4 GB that also runs the site, with 1.5 million sheets.
OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "512MB",
    "effective_cache_size": "2GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "random_page_cost": "1.1",  # solid-state disks
    # Pages read little, and two at once: starting helpers costs more than they bring. Nightly counts ask for some.
    "max_parallel_workers_per_gather": "0",
    # Data are in the memory of the system: workers that read ahead only pass pages on.
    "io_method": "sync",
    "jit": "off",  # our queries are short: compiling them costs more than running them
    # No replica ever follows this server: less to write.
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "log_checkpoints": "off",
    "cluster_name": "territoires",  # shown by `ps`
}


class Cluster:
    """The server whose files are under `var_dir`: `postgres/` (data), `postgres.lock`, `postgres.log`."""

    NAME = "territoires"  # the database
    USER = "territoires"  # its owner: not a superuser, as on any hosting
    PORT = "5432"  # only part of the socket's name: nothing listens on the network

    def __init__(self, var_dir: Path) -> None:
        self.var_dir = var_dir.resolve()
        self.data = self.var_dir / "postgres"
        self.log = self.var_dir / "postgres.log"

    @property
    def socket_dir(self) -> Path:
        """The private folder of the socket: in `var/`, or where that path is too long or closed, in `/tmp`."""
        here = self.var_dir / "socket"
        fits = len(os.fsencode(here)) <= SOCKET_DIR_BYTES and re.fullmatch(r"[\w./-]+", str(here), re.ASCII)
        if fits and (os.geteuid() != 0 or programs.reachable(self.var_dir, programs.server_uid(self.data))):
            return here
        # Not `gettempdir()`: commands run with another TMPDIR must find the same server.
        digest = hashlib.sha256(os.fsencode(self.var_dir)).hexdigest()[:16]
        return Path("/tmp") / f"territoires-{digest}"  # noqa: S108 - its owner and mode are checked

    def ensure_running(self) -> None:
        """Return once the server accepts connections: start it, and make it before, if need be.

        Raises `ServerError` when it cannot start.
        """
        started = False
        deadline = time.monotonic() + SILENCE_SECONDS
        while (answer := self._ping()) != pq.Ping.OK:
            if answer == pq.Ping.REJECT:
                # Starting, recovering from a crash, or stopping: it says so itself, so patience has no limit.
                deadline = time.monotonic() + SILENCE_SECONDS
            else:
                with self._lock() as lock:
                    if lock is not None and started:
                        raise ServerError(
                            f"PostgreSQL stopped while starting. End of {self.log}:\n{self._log_tail()}"
                        )
                    if lock is not None and self._ping() != pq.Ping.OK:
                        self._start(lock)
                        started = True
            if time.monotonic() > deadline:
                raise ServerError(
                    f"A PostgreSQL server of {self.data} runs (process {self._pid()}) but does not answer "
                    f"in {self.socket_dir}. Stop that process (kill -INT), then try again."
                )
            time.sleep(0.05)

    def is_running(self) -> bool:
        """Say whether the server accepts connections now."""
        return self._ping() == pq.Ping.OK

    def stop(self) -> bool:
        """Stop the server, open connections included; return False when it was not running.

        Raises `ServerError` when it does not stop.
        """
        for sign, seconds in ((signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, 10)):
            deadline = time.monotonic() + seconds
            told = False
            while time.monotonic() < deadline:
                with self._lock() as lock:
                    if lock is not None:
                        with suppress(OSError):
                            self.socket_dir.rmdir()  # in /tmp, nobody else would
                        return told or sign == signal.SIGQUIT
                # Only one that answers has written the number in its file: no other process is ever signalled.
                if not told and self._ping() != pq.Ping.NO_RESPONSE and (pid := self._pid()):
                    os.kill(pid, sign)
                    told = True
                time.sleep(0.05)
        raise ServerError(f"PostgreSQL (process {self._pid()}) does not stop; its log is {self.log}.")

    def _ping(self) -> int:
        """Ask the server whether it accepts connections: `pq.Ping.OK`, `REJECT` or `NO_RESPONSE`."""
        conninfo = f"host={self.socket_dir} port={self.PORT} user=postgres dbname=postgres connect_timeout=5"
        return pq.PGconn.ping(conninfo.encode())

    @contextmanager
    def _lock(self) -> Iterator[int | None]:
        """Hold the lock of the server for a block; gives its open file, or None when somebody has it."""
        try:
            self.var_dir.mkdir(parents=True, exist_ok=True)
            lock = os.open(self.var_dir / "postgres.lock", os.O_RDWR | os.O_CREAT, 0o600)
        except PermissionError as error:
            raise ServerError(f"{self.var_dir} belongs to another account: run this as that one.") from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            yield None
            return
        try:
            yield lock
        finally:
            # Closing, not unlocking: a server that was started meanwhile keeps the lock through its own copy.
            os.close(lock)

    def _start(self, lock: int) -> None:
        """Start the server, which keeps `lock`, without waiting for it. The lock is held: no process uses `data`."""
        if not self.data.exists():
            self._make(lock)
        made_by = (self.data / "PG_VERSION").read_text().strip()
        if made_by != programs.major_version():
            raise ServerError(
                f"{self.data} was made by PostgreSQL {made_by}, the installed one is {programs.major_version()}. "
                "docs/operating.md says how to take the data over."
            )
        uid = programs.server_uid(self.data)
        if self.data.stat().st_uid != uid:
            raise ServerError(f"{self.data} belongs to another account: run this as that one.")
        self._make_socket_dir(uid)
        # Left by a server that was killed. PostgreSQL would trust the numbers in them; the lock knows better.
        for stale in (self.data / "postmaster.pid", *self.socket_dir.glob(".s.PGSQL.*")):
            stale.unlink(missing_ok=True)
        options = OPTIONS | {"unix_socket_directories": str(self.socket_dir), "port": self.PORT}
        shown = " ".join(f"-c {name}={shlex.quote(value)}" for name, value in options.items())
        with self.log.open("ab") as log:
            if log.tell() > LOG_MAX_BYTES:
                log.truncate(0)
            # pg_ctl leaves the server in a session of its own: Ctrl-C at the terminal does not reach it.
            programs.run(
                "pg_ctl",
                ["start", "-W", "-s", "-o", shown],
                data=self.data,
                uid=uid,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=[lock],
            )

    def _make(self, lock: int) -> None:
        """Make the data folder with its database: aside, then renamed, so that it is there whole or not at all."""
        print(f"Making a PostgreSQL database in {self.data} …", file=sys.stderr, flush=True)
        aside = self.var_dir / "postgres.new"
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(mode=0o700)
        uid = programs.making_uid()
        os.chown(aside, uid, -1)
        locale = [
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
        ]
        # Whoever may enter the socket's folder may connect: that folder is the authentication.
        access = ["--username=postgres", "--auth-local=trust", "--auth-host=reject"]
        first = f"CREATE ROLE {self.USER} LOGIN CREATEDB;\nCREATE DATABASE {self.NAME} OWNER {self.USER};\n"
        programs.run("initdb", [*locale, *access], data=aside, uid=uid, capture_output=True, pass_fds=[lock])
        programs.run(
            "postgres",
            ["--single", "postgres"],
            data=aside,
            uid=uid,
            input=first,
            capture_output=True,
            pass_fds=[lock],
        )
        owner = programs.server_uid(self.data)
        if owner != uid:
            for path in [aside, *aside.rglob("*")]:
                os.chown(path, owner, -1, follow_symlinks=False)
        aside.rename(self.data)

    def _make_socket_dir(self, uid: int) -> None:
        """Make the socket's folder, for the account `uid` only. Raises `ServerError` if somebody else made it."""
        folder = self.socket_dir
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            os.chown(folder, uid, -1)
        state = folder.lstat()
        if not stat.S_ISDIR(state.st_mode) or state.st_uid != uid or stat.S_IMODE(state.st_mode) & 0o077:
            raise ServerError(
                f"{folder} must be a folder of account {uid} with mode 0700: remove it, then try again."
            )

    def _pid(self) -> int | None:
        """Return the process number that the server wrote, if any."""
        try:
            return int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            return None

    def _log_tail(self) -> str:
        """Return the last lines of the server's log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-10:])
