"""What `make run` prepares before it opens the site; each step is skipped, at little cost, when nothing changed."""

import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection

from territoires.health import migrations_wait

Say = Callable[[str], object]


def prepare(say: Say) -> None:
    """Bring database and files up to date with the code; `say` receives a line before each long step."""
    if migrations_wait():
        say("Preparing the database …")
        call_command("migrate", interactive=False, verbosity=0)
    database = _database_identity()
    _once(f"gazetteer of {database}", digest(_gazetteer_files()), lambda: _load_places(say))
    # Once for ever: examples that were removed do not come back.
    _once(f"demonstration content of {database}", "loaded", lambda: _load_demo(say))
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    _once("static files", digest(_static_files()), lambda: _collect_static(say), unless_missing=manifest)


def digest(paths: Iterable[Path]) -> str:
    """Return a digest of files' names, sizes and dates: quick, and different after any edit or checkout."""
    state = sorted((str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in paths)
    return hashlib.sha256(json.dumps(state).encode()).hexdigest()


def _once(step: str, version: str, do: Callable[[], object], *, unless_missing: Path | None = None) -> None:
    """Do a step unless it was done for this version of what it reads; what is done is noted in `var/`."""
    notes = Path(settings.VAR_DIR) / "prepared.json"
    done = json.loads(notes.read_text()) if notes.exists() else {}
    if done.get(step) == version and (unless_missing is None or unless_missing.exists()):
        return
    do()
    notes.write_text(json.dumps(done | {step: version}, indent=1))


def _database_identity() -> str:
    """Return a name of this very database: another server, or the same name made anew, gives another."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
        oid = cursor.fetchone()[0]
    where = connection.settings_dict
    return f"{where['HOST']}:{where['PORT']}/{where['NAME']}#{oid}"


def _gazetteer_files() -> list[Path]:
    return [path for path in (settings.BASE_DIR / "places" / "data").rglob("*") if path.is_file()]


def _static_files() -> list[Path]:
    return [Path(storage.path(name)) for finder in get_finders() for name, storage in finder.list([])]


def _load_places(say: Say) -> None:
    say("Loading the communes of France …")
    call_command("load_places", verbosity=0)


def _load_demo(say: Say) -> None:
    say("Loading the demonstration content …")
    call_command("load_demo", verbosity=0)


def _collect_static(say: Say) -> None:
    say("Preparing styles, scripts and images …")
    call_command("collectstatic", interactive=False, verbosity=0)
