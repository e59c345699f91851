import pytest
from django.core.exceptions import ImproperlyConfigured

from territoires import database


def test_without_an_address_the_server_is_embedded(tmp_path):
    settings = database.settings("", tmp_path / "var")
    assert settings["ENGINE"] == "territoires.database"
    assert settings["HOST"].startswith("/")
    assert not (tmp_path / "var").exists()  # computing settings starts and makes nothing


def test_an_address_gives_an_ordinary_configuration(tmp_path):
    settings = database.settings("postgres://ann:p%40ss@db.example:6432/site?sslmode=require", tmp_path)
    assert settings["ENGINE"] == "django.db.backends.postgresql"
    expected = {"USER": "ann", "PASSWORD": "p@ss", "HOST": "db.example", "PORT": 6432, "NAME": "site"}
    assert settings | expected == settings
    assert settings["OPTIONS"] == {"sslmode": "require", "connect_timeout": 5, "prepare_threshold": 5}
    assert settings["CONN_HEALTH_CHECKS"]
    assert settings["CONN_MAX_AGE"] > 0


@pytest.mark.parametrize(
    "url",
    [
        "mysql://a:secret@b/c",
        "sqlite:///x",
        "nonsense-secret",
        "postgres://a:secret@b:99999999/c",
        "postgres://a:secret@b",
    ],
)
def test_another_address_is_refused_without_its_password(url, tmp_path):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL must name a PostgreSQL database") as refusal:
        database.settings(url, tmp_path)
    assert "secret" not in str(refusal.value)
