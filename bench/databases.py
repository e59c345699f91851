"""The databases of the benchmark: made once, kept between runs, each with its own embedded server."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psycopg

from bench import spreading
from territoires.database import Cluster

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "bench"
SEED = 1


class Database:
    """A site of `count` generated sheets, beside the demonstration set that brings the themes."""

    def __init__(self, count: int, folder: Path = FOLDER) -> None:
        self.count = count
        self.var_dir = folder / str(count)
        self.cluster = Cluster(self.var_dir)
        # Written last: without it, what is there is half of something.
        self.marker = self.var_dir / "whole.json"
        self._was_running = self.cluster.is_running()

    def environment(self, settings: str = "bench.settings") -> dict[str, str]:
        """Return the environment of a process that uses this database."""
        own = {"DJANGO_SETTINGS_MODULE": settings, "VAR_DIR": str(self.var_dir), "ENV_FILE": os.devnull}
        return os.environ | own | {"PYTHONPATH": str(ROOT)}

    def manage(self, *arguments: str) -> float:
        """Run a command of `manage.py` on this database; return how many seconds it took."""
        start = time.monotonic()
        command = [sys.executable, "manage.py", *arguments]
        subprocess.run(command, cwd=ROOT, env=self.environment(), check=True)
        return time.monotonic() - start

    def connect(self) -> psycopg.Connection:
        """Open a connection of our own, without Django, that commits each statement."""
        cluster = self.cluster
        return psycopg.connect(
            host=str(cluster.socket_dir),
            port=cluster.PORT,
            user=cluster.USER,
            dbname=cluster.NAME,
            autocommit=True,
        )

    def prepare(self, *, remake: bool = False) -> None:
        """Start the server, and make the data where they are missing, half made, or to be made again."""
        if remake or not self.marker.exists():
            self._remove()
            self._load()
        else:
            self.manage("migrate", "--verbosity", "0")
        with self.connect() as connection:
            spreading.fill(connection, self.count, self.var_dir)

    @property
    def load(self) -> dict[str, Any]:
        """How long making the data took, as noted then."""
        noted: dict[str, Any] = json.loads(self.marker.read_text())
        return noted

    def postmaster(self) -> int:
        """Return the process number of the running server."""
        return int((self.cluster.data / "postmaster.pid").read_text().split("\n", 1)[0])

    def close(self) -> None:
        """Stop the server, unless it ran before us."""
        if not self._was_running:
            self.cluster.stop()

    def _remove(self) -> None:
        self.cluster.stop()
        shutil.rmtree(self.var_dir, ignore_errors=True)

    def _load(self) -> None:
        print(f"Making {self.count:,} sheets in {self.var_dir.relative_to(ROOT)} …", flush=True)
        sheets = ["generate_initiatives", "--count", str(self.count), "--seed", str(SEED)]
        rows = str(self.var_dir / "rows")
        seconds = {
            "migrate": self.manage("migrate", "--verbosity", "0"),
            "load_places": self.manage("load_places"),
            "draw_grounds": self.manage("draw_grounds"),
            "load_demo": self.manage("load_demo"),
            "make_rows": self.manage(*sheets, "--make-rows", rows),
            "generate_initiatives": self.manage(*sheets, "--from-rows", rows),
        }
        with self.connect() as connection:
            start = time.monotonic()
            # As autovacuum would have done by the time that visitors come.
            connection.execute("VACUUM ANALYZE")
            seconds["vacuum"] = time.monotonic() - start
            (size,) = connection.execute("SELECT pg_database_size(current_database())").fetchone() or (0,)
        noted = {
            "count": self.count,
            "seconds": {name: round(value, 1) for name, value in seconds.items()},
            "sheets_per_second": round(self.count / seconds["generate_initiatives"]),
            "bytes": size,
        }
        self.marker.write_text(json.dumps(noted, indent=2))
