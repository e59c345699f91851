"""Settings of the tests: those of the demonstration, with files and a database of their own.

Tests never see `.env`, nor the files, the database or the port of a running `make run`: everything is under
`var/test`. With `DATABASE_URL` in the environment, they make their databases (`test_…`) on that server.
"""

import os
from pathlib import Path

for name in ("SITE_URL", "SECRET_KEY", "EMAIL_URL", "DEBUG", "PORT"):
    os.environ.pop(name, None)
os.environ["ENV_FILE"] = os.devnull
os.environ["VAR_DIR"] = str(Path(__file__).resolve().parent.parent / "var" / "test")

from territoires.database import cluster  # noqa: E402 - the environment comes first
from territoires.settings import *  # noqa: E402, F403 - the environment comes first, and all settings are wanted

# Nothing in this server outlives a run: it writes at its leisure, and loses its data if the machine itself stops
# (remove `var/test` then). What is committed outlives the server itself: it is killed in tests of the cluster.
cluster.OPTIONS |= {"fsync": "off", "full_page_writes": "off"}

# Passwords of test accounts are no secret: a fast hash keeps the tests fast.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Pages are tested without a `collectstatic` before.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

# whitenoise warns about a folder that `collectstatic` has not made yet.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405 - it comes with the import above
