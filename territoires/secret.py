"""The secret of a demonstration."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path


def demo_secret(var_dir: Path) -> str:
    """Return the secret of this demonstration, made once and kept in `var/` for its owner only."""
    path = var_dir / "secret_key"
    if not path.exists():
        var_dir.mkdir(parents=True, exist_ok=True)
        # Written aside, then linked: commands that start together all read the first one, whole.
        with tempfile.NamedTemporaryFile("w", dir=var_dir, prefix=".secret_key-") as aside:
            aside.write(secrets.token_urlsafe(48))
            aside.flush()
            with suppress(FileExistsError):
                os.link(aside.name, path)
    return path.read_text().strip()
