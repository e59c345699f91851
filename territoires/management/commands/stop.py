"""`manage.py stop`, behind `make stop`: stops `make run` if it runs, then the embedded PostgreSQL."""

import os
import signal
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from territoires.database import Cluster
from territoires.management.commands.run import lock_path
from territoires.supervisor import STOP_SECONDS, holder


class Command(BaseCommand):
    """Stop the demonstration and its database server; say what was stopped."""

    help = "Stops `make run` and the embedded PostgreSQL."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Stop what runs."""
        if self._stop_run():
            self.stdout.write("The site is stopped.")
        if connection.settings_dict["ENGINE"] == "territoires.database" and Cluster(settings.VAR_DIR).stop():
            self.stdout.write("PostgreSQL is stopped.")

    def _stop_run(self) -> bool:
        """Stop `manage.py run`; returns False when it does not run."""
        running = holder(lock_path())
        if running is None:
            return False
        os.kill(int(running.split()[0]), signal.SIGTERM)
        # It stops its children, then its database, then leaves its lock.
        deadline = time.monotonic() + 2 * STOP_SECONDS
        while holder(lock_path()) is not None:
            if time.monotonic() > deadline:
                raise CommandError(f"The site (process {running.split()[0]}) does not stop.")
            time.sleep(0.1)
        return True
