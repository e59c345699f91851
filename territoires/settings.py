"""Settings of the site, typed, from the environment; a wrong deployment says so at start.

Two modes. *Demo*: `SITE_URL` is not set; loopback only, the secret is kept in `var/`, PostgreSQL is embedded unless
`DATABASE_URL` names another. *Production*: `SITE_URL` is set, everything that matters is then required.
`DEBUG` is off in both. `.env.example` explains each variable.
"""

from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from environs import Env

from territoires import database, policy, secret

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()
env.read_env(env.str("ENV_FILE", str(BASE_DIR / ".env")), recurse=False)

# --- Modes ------------------------------------------------------------------------------------------------
SITE_URL: str = env.str("SITE_URL", "").rstrip("/")
DEMO: bool = not SITE_URL
DEBUG = False
VAR_DIR = Path(env.str("VAR_DIR", str(BASE_DIR / "var")))

if DEMO:
    PORT: int = env.int("PORT", 8000)
    SITE_URL = f"http://127.0.0.1:{PORT}"
    SECRET_KEY: str = env.str("SECRET_KEY", "") or secret.demo_secret(VAR_DIR)
    ALLOWED_HOSTS: list[str] = ["127.0.0.1", "localhost", "[::1]"]
else:
    SECRET_KEY = env.str("SECRET_KEY", "")
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", [])
    if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 15 or SECRET_KEY.startswith("django-insecure-"):
        raise ImproperlyConfigured(
            "SECRET_KEY must be set in production, with at least 50 random characters."
        )
    if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
        raise ImproperlyConfigured("ALLOWED_HOSTS must name the hosts of the site, separated by commas.")
    if urlsplit(SITE_URL).hostname not in ALLOWED_HOSTS:
        raise ImproperlyConfigured("The host of SITE_URL must be one of ALLOWED_HOSTS.")
    if not env.str("DATABASE_URL", ""):
        raise ImproperlyConfigured("DATABASE_URL must name a PostgreSQL database in production.")
if env.bool("DEBUG", False):
    raise ImproperlyConfigured("DEBUG is never on: it would show settings and queries to visitors.")

HTTPS: bool = SITE_URL.startswith("https://")

# --- Applications: the floors of the house, the highest first ------------------------------------------------
INSTALLED_APPS = [
    "territoires.apps.TerritoiresConfig",
    "newsletter.apps.NewsletterConfig",
    "opendata",
    "handouts",
    "articles.apps.ArticlesConfig",
    "events.apps.EventsConfig",
    "initiatives.apps.InitiativesConfig",
    "contact.apps.ContactConfig",
    "moderation",
    "contributors",
    "places",
    "photos",
    "outbox",
    "territoires.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.postgres",
    "leaflet",
    "taggit",
    "csp",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "territoires.headers.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "territoires.compression.CompressionMiddleware",
    "territoires.maintenance.MaintenanceMiddleware",
    "territoires.bad_input.BadInputMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "axes.middleware.AxesMiddleware",
    "territoires.errors.RefusalMiddleware",
]

ROOT_URLCONF = "territoires.urls"
WSGI_APPLICATION = "territoires.wsgi.application"

_TAGS = ("french", "components", "navigation", "rows", "sheets")
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                *(f"django.contrib.{name}.context_processors.{name}" for name in ("auth", "messages")),
                "territoires.context.site",
            ],
            "builtins": [f"territoires.templatetags.{name}" for name in _TAGS],
        },
    }
]

# --- Database -----------------------------------------------------------------------------------------------
DATABASES = {"default": database.settings(env.str("DATABASE_URL", ""), VAR_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- People -------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "contributors.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
_RULES = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_RULES}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_RULES}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_RULES}.CommonPasswordValidator"},
    {"NAME": f"{_RULES}.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
# Ten wrong passwords for one name from one address close that door for an hour (security.md, case 44).
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 1  # hour
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "territoires.errors.locked_out"
AXES_HTTP_RESPONSE_CODE = 429
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "contributors.limits.client_address"
AXES_USERNAME_CALLABLE = "contributors.limits.login_name"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# The team gives a second factor in production; the demonstration, on loopback, never asks for it (decision 0012).
SECOND_FACTOR_REQUIRED: bool = not DEMO
OTP_TOTP_ISSUER = "Territoires contributifs"  # what an authentication application shows beside its code
PASSWORD_RESET_TIMEOUT = 2 * 3600  # seconds

# Number of reverse proxies in front of the site: that many entries at the end of X-Forwarded-For are believed.
TRUSTED_PROXIES: int = env.int("TRUSTED_PROXIES", 0)

# --- Language -----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True
# « exemple.org » typed as a link means https://exemple.org; the only way from Django 6.0 on.
FORMS_URLFIELD_ASSUME_HTTPS = True

# --- Files --------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "territoires.static_storage.StaticStorage"},
}
PHOTOS_DIR = VAR_DIR / "photos"
PHOTO_MAX_BYTES = 10 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 10

# --- Mail: written in the database by `outbox`, sent by the worker ------------------------------------------
EMAIL_URL: str = env.str("EMAIL_URL", "")
DEFAULT_FROM_EMAIL: str = env.str("MAIL_FROM", "Territoires contributifs <ne-pas-repondre@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
_mail = env.dj_email_url("EMAIL_URL") if EMAIL_URL else {}
if "EMAIL_BACKEND" in _mail:
    EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
    EMAIL_HOST = _mail["EMAIL_HOST"]
    EMAIL_PORT = _mail["EMAIL_PORT"]
    EMAIL_HOST_USER = _mail["EMAIL_HOST_USER"]
    EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS = _mail["EMAIL_USE_TLS"]
    EMAIL_USE_SSL = _mail["EMAIL_USE_SSL"]
    EMAIL_TIMEOUT = 20  # seconds
elif DEMO and not EMAIL_URL:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"
else:
    raise ImproperlyConfigured("EMAIL_URL must say how mail leaves: submission://user:password@host:587")

# --- Map ----------------------------------------------------------------------------------------------------
# The one third party of the site, named on the privacy page. Empty: only the bundled outlines are drawn.
TILE_URL: str = env.str("TILE_URL", "https://{s}.tile.openstreetmap.fr/osmfr/{z}/{x}/{y}.png")
TILE_ATTRIBUTION: str = env.str(
    "TILE_ATTRIBUTION", "les contributeurs d’OpenStreetMap, rendu OpenStreetMap France"
)
LEAFLET_CONFIG = {"TILES": [], "NO_GLOBALS": False, "FORCE_IMAGE_PATH": False}

# What only one side declares (« we work with them ») is shown as such; False: not before the other confirmed it.
SHOW_DECLARED_RELATIONS: bool = env.bool("SHOW_DECLARED_RELATIONS", True)

# --- Security headers ---------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {"DIRECTIVES": policy.directives(TILE_URL)}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # gone with the browser: a year would say more of a visitor than a form needs
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "territoires.errors.csrf_failure"
if HTTPS:
    SECURE_SSL_REDIRECT = env.bool("SSL_REDIRECT", True)
    SECURE_REDIRECT_EXEMPT = [r"^sante/"]
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    if TRUSTED_PROXIES:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- What the legal pages say; `check --deploy` refuses blanks ----------------------------------------------
_LEGAL = ("publisher", "director", "address", "contact", "host", "privacy_contact")
LEGAL = {name: env.str(f"LEGAL_{name.upper()}", "") for name in _LEGAL}

# HSTS preloading binds a whole domain for years: the operator's choice, not ours.
SILENCED_SYSTEM_CHECKS = ["security.W021"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name} {message}", "style": "{"}},
    "filters": {"redacted": {"()": "contributors.redaction.RedactTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["redacted"]}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING")},
    "loggers": {
        # One line per page not found or link expired would write down addresses, and links in mails are secrets.
        "django.request": {"level": "ERROR"},
        # Robots that try other hosts are answered 400; a traceback each time would hide what matters.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}

# --- Jobs ---------------------------------------------------------------------------------------------------
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
