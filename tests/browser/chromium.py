"""The Chromium of the system: tests bring none."""

import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")  # as .ci/chromium


def find_chromium() -> str | None:
    """Return the path of a Chromium, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)
