"""What tells one release of the code, and one set of settings, from another."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings

READ = ("*.py", "*.html", "*.txt", "*.md")


@cache
def release() -> str:
    """Return a digest of the names, sizes and dates of what pages are made of, and of what they say of the site.

    Computed once in a process: a process never changes its code.
    """
    base = Path(settings.BASE_DIR)
    rooms = [path for path in base.iterdir() if path.is_dir() and path.name not in ("var", "tests", "bench")]
    digest = hashlib.sha256()
    for room in sorted(rooms):
        if room.name.startswith("."):
            continue
        for pattern in READ:
            for path in sorted(room.rglob(pattern)):
                state = path.stat()
                digest.update(f"{path} {state.st_size} {state.st_mtime_ns}\n".encode())
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.exists():
        digest.update(manifest.read_bytes())
    digest.update(repr((settings.SITE_URL, settings.DEMO, settings.TILE_URL, settings.LEGAL)).encode())
    return digest.hexdigest()[:12]
