"""Settings of the bare view: the same database, no middleware, one address, nothing added to templates."""

from bench.settings import *  # noqa: F403 - the database and the applications of the models are wanted

MIDDLEWARE = []
ROOT_URLCONF = "bench.bare.urls"
WSGI_APPLICATION = "bench.bare.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "bench" / "bare"],  # noqa: F405 - it comes with the import above
    }
]
SILENCED_SYSTEM_CHECKS = ["admin.E403", "admin.E408", "admin.E409", "admin.E410"]
