"""Settings of the benchmark: those of the demonstration, with the files and the database that `VAR_DIR` names.

`.env` is never read. There is no tile server: nothing is fetched from elsewhere. All databases share one folder of
static files, collected at each run.
"""

import os

from bench import SITE

for name in ("SITE_URL", "SECRET_KEY", "EMAIL_URL", "DEBUG", "DATABASE_URL"):
    os.environ.pop(name, None)
os.environ["ENV_FILE"] = os.devnull
os.environ["TILE_URL"] = ""

from territoires.settings import *  # noqa: E402, F403 - the environment comes first, and all settings are wanted

SITE_URL = SITE
STATIC_ROOT = VAR_DIR.parent / "static"  # noqa: F405 - it comes with the import above
