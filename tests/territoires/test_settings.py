"""A wrong deployment says so at start (security.md, case 48): the settings are read anew for each case."""

import os
import re
import runpy
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ImproperlyConfigured

from territoires import settings as module

SECRET = "rXk2-9vQz_Lm4TtB8wYc1NfHs7PdGaJe5UoRi3KqVxWn6CbMy7S0f"
PRODUCTION = {
    "SITE_URL": "https://example.org",
    "ALLOWED_HOSTS": "example.org,www.example.org",
    "SECRET_KEY": SECRET,
    "DATABASE_URL": "postgres://site:password@localhost/site",
    "EMAIL_URL": "submission://site:pass%40word@localhost:587",
}


@pytest.fixture
def read(monkeypatch, tmp_path):
    """Return what reads the settings under an environment."""

    def read_settings(**environment):
        for name in (*PRODUCTION, "DEBUG", "PORT", "TRUSTED_PROXIES"):
            monkeypatch.delenv(name, raising=False)
        environment = {"ENV_FILE": os.devnull, "VAR_DIR": str(tmp_path / "var")} | environment
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(module.__file__)

    return read_settings


def test_production(read):
    settings = read(**PRODUCTION)
    assert not settings["DEMO"]
    assert not settings["DEBUG"]
    assert settings["ALLOWED_HOSTS"] == ["example.org", "www.example.org"]
    assert settings["SESSION_COOKIE_NAME"] == "__Host-session"
    assert settings["SESSION_COOKIE_SECURE"] and settings["CSRF_COOKIE_SECURE"]
    assert settings["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert settings["SECOND_FACTOR_REQUIRED"] is True
    assert (settings["EMAIL_HOST"], settings["EMAIL_PORT"]) == ("localhost", 587)
    assert settings["EMAIL_HOST_PASSWORD"] == "pass@word"
    assert settings["EMAIL_USE_TLS"]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY must be set"),
        ({"SECRET_KEY": SECRET[:49]}, "SECRET_KEY must be set"),
        ({"SECRET_KEY": "django-insecure-" + SECRET}, "SECRET_KEY must be set"),
        ({"SECRET_KEY": "change-me" * 6}, "SECRET_KEY must be set"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS must name"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name"),
        ({"ALLOWED_HOSTS": "example.org,*"}, "ALLOWED_HOSTS must name"),
        ({"SITE_URL": "https://elsewhere.org"}, "host of SITE_URL"),
        ({"SITE_URL": "example.org"}, "host of SITE_URL"),
        ({"DATABASE_URL": ""}, "DATABASE_URL must name"),
        ({"DATABASE_URL": "mysql://localhost/site"}, "DATABASE_URL must name"),
        ({"EMAIL_URL": ""}, "EMAIL_URL must say"),
        ({"EMAIL_URL": "pigeon://loft"}, "EMAIL_URL must say"),
        ({"DEBUG": "1"}, "DEBUG is never on"),
    ],
)
def test_production_refuses_to_start_and_says_why(read, wrong, reason):
    with pytest.raises(ImproperlyConfigured, match=reason):
        read(**PRODUCTION | wrong)


def test_the_demonstration_is_for_this_machine_only(read):
    settings = read(PORT="8123")
    assert settings["DEMO"]
    assert settings["SECOND_FACTOR_REQUIRED"] is False
    assert not settings["DEBUG"]
    assert settings["SITE_URL"] == "http://127.0.0.1:8123"
    assert set(settings["ALLOWED_HOSTS"]) == {"127.0.0.1", "localhost", "[::1]"}
    assert settings["EMAIL_BACKEND"].endswith("filebased.EmailBackend")
    with pytest.raises(ImproperlyConfigured, match="DEBUG is never on"):
        read(DEBUG="true")


def test_the_secret_of_the_demonstration_is_made_once_for_its_owner(read, tmp_path):
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: read()["SECRET_KEY"], range(8)))
    assert len(found) == 1
    assert len(found.pop()) >= 40
    files = list((tmp_path / "var").iterdir())
    assert [file.name for file in files] == ["secret_key"]
    assert stat.S_IMODE(files[0].stat().st_mode) == 0o600


def test_the_file_env_is_read_and_the_environment_wins(read, tmp_path):
    file = tmp_path / "env"
    file.write_text("PORT=8200\nLOG_LEVEL=ERROR\n")
    settings = read(ENV_FILE=str(file), LOG_LEVEL="INFO")
    assert settings["PORT"] == 8200
    assert settings["LOGGING"]["root"]["level"] == "INFO"


def test_every_variable_is_explained_in_the_example():
    example = (module.BASE_DIR / ".env.example").read_text()
    asked = set(
        re.findall(r"env\.\w+\(\s*\"(\w+)\"", (module.BASE_DIR / "territoires/settings.py").read_text())
    )
    # DEBUG is only ever refused; ENV_FILE is what the tests use instead of the file.
    assert {name for name in asked if f"#{name}=" not in example} == {"DEBUG", "ENV_FILE"}
