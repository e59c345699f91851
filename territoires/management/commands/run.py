"""`manage.py run`, behind `make run`: the whole demonstration, with the server and the worker of production."""

import os
import socket
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection

from territoires import demonstration
from territoires.database import Cluster
from territoires.supervisor import AlreadyRunning, Child, Stop, alone, stop_all, stopped_by_signals, watch

OPEN_SECONDS = 60


class Command(BaseCommand):
    """Prepare the demonstration, then serve it on 127.0.0.1 until Ctrl-C."""

    help = "Runs the demonstration on 127.0.0.1 (PORT, 8000 by default) until Ctrl-C."
    requires_system_checks: list[str] = []  # they would be run again by each process

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until a signal, or until the server dies."""
        if not settings.DEMO:
            raise CommandError(
                "SITE_URL is set: this is a production site. docs/operating.md says how to serve it."
            )
        url = f"{settings.SITE_URL}/"
        try:
            with alone(lock_path(), f"{os.getpid()} {url}"), stopped_by_signals():
                self._run(url)
        except AlreadyRunning as other:
            process, _, address = str(other).partition(" ")
            raise CommandError(
                f"It runs already (process {process}): open {address} or stop it with `make stop`."
            ) from None

    def _run(self, url: str) -> None:
        _refuse_taken_port(settings.PORT)
        children = [
            Child("server", [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{settings.PORT}"]),
            Child("worker", [sys.executable, "manage.py", "procrastinate", "worker"], restarts=True),
        ]
        os.chdir(settings.BASE_DIR)  # where gunicorn finds its settings
        cluster = None if _uses_database_url() else Cluster(settings.VAR_DIR)
        ours = cluster is not None and not cluster.is_running()
        try:
            demonstration.prepare(self.stdout.write)
            connection.close()
            for child in children:
                child.start()
            _wait_until_open(url, children[0])
            self._welcome(url)
            raise CommandError(watch(children))
        except Stop:
            self.stdout.write("Stopping …")
        except OperationalError as error:
            raise CommandError(f"The database cannot be used: {error}") from error
        finally:
            stop_all(children)
            if ours and cluster is not None:
                cluster.stop()
        self.stdout.write("Stopped.")

    def _welcome(self, url: str) -> None:
        """Print where everything is."""
        mail = (
            "sent by EMAIL_URL"
            if settings.EMAIL_URL
            else f"written in {settings.EMAIL_FILE_PATH}/, one file each"
        )
        database = "DATABASE_URL" if _uses_database_url() else f"embedded, in {settings.VAR_DIR}/postgres/"
        self.stdout.write("")
        self.stdout.write(
            self.style.SUCCESS("Territoires contributifs is open (demonstration, this machine only).")
        )
        self.stdout.write(f"  Site      {url}")
        self.stdout.write(f"  Admin     {url}admin/")
        call_command("create_demo_moderator", stdout=self.stdout)
        self.stdout.write(f"  Mail      {mail}")
        self.stdout.write(f"  Database  {database}")
        self.stdout.write("  Stop      Ctrl-C, or `make stop` elsewhere")
        self.stdout.flush()


def lock_path() -> Path:
    """Return the file whose lock the running demonstration holds; it says "process address"."""
    return Path(settings.VAR_DIR) / "run.lock"


def _uses_database_url() -> bool:
    return connection.settings_dict["ENGINE"] != "territoires.database"


def _refuse_taken_port(port: int) -> None:
    """Raise `CommandError` when another program listens on the port.

    It is asked for a few times: the processes of a server that was just killed take a moment to leave it.
    """
    for wait in (0.5, 1, 2, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
                return
            except OSError as error:
                reason = error.strerror
        time.sleep(wait)
    raise CommandError(f"Port {port} cannot be used ({reason}): try `make run PORT=8001`.")


def _wait_until_open(url: str, server: Child) -> None:
    """Return when the site answers that it is ready; raises `CommandError` when it does not come."""
    deadline = time.monotonic() + OPEN_SECONDS
    while time.monotonic() < deadline:
        if server.process is None or server.process.poll() is not None:
            raise CommandError("The server did not start: its reason is above.")
        try:
            with urllib.request.urlopen(f"{url}sante/pret", timeout=10):  # noqa: S310 - our own address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise CommandError(f"The site did not open within {OPEN_SECONDS} seconds: its reason should be above.")
