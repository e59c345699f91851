import os

import pytest
from django.db import connection

from territoires import demonstration


@pytest.fixture
def commands(monkeypatch, settings, tmp_path):
    """Record the commands that a preparation runs, on files of its own; `collectstatic` leaves its manifest."""
    settings.VAR_DIR = tmp_path / "var"
    settings.STATIC_ROOT = settings.VAR_DIR / "static"
    settings.STATIC_ROOT.mkdir(parents=True)
    settings.BASE_DIR = tmp_path
    (tmp_path / "places" / "data").mkdir(parents=True)
    (tmp_path / "places" / "data" / "communes.csv").write_text("Brest")
    done = []

    def call(name, **options):
        done.append(name)
        if name == "collectstatic":
            (settings.STATIC_ROOT / "staticfiles.json").touch()

    monkeypatch.setattr(demonstration, "call_command", call)
    return done


def prepare():
    said = []
    demonstration.prepare(said.append)
    return said


@pytest.mark.django_db
def test_the_first_time_does_everything_and_the_next_nothing(commands):
    assert len(prepare()) == 3
    assert commands == ["load_places", "load_demo", "collectstatic"]
    commands.clear()
    assert prepare() == []
    assert commands == []


@pytest.mark.django_db
def test_new_files_of_communes_are_loaded_and_removed_examples_stay_away(commands, settings):
    prepare()
    commands.clear()
    (settings.BASE_DIR / "places" / "data" / "communes.csv").write_text("Brest, Quimper")
    prepare()
    assert commands == ["load_places"]


@pytest.mark.django_db
def test_another_database_is_prepared_too(commands, monkeypatch):
    prepare()
    commands.clear()
    monkeypatch.setitem(connection.settings_dict, "HOST", "elsewhere.example")
    prepare()
    assert commands == ["load_places", "load_demo"]


@pytest.mark.django_db
def test_static_files_that_were_removed_are_collected_again(commands, settings):
    prepare()
    commands.clear()
    (settings.STATIC_ROOT / "staticfiles.json").unlink()
    prepare()
    assert commands == ["collectstatic"]


@pytest.mark.django_db
def test_waiting_migrations_come_first(commands, monkeypatch):
    monkeypatch.setattr(demonstration, "migrations_wait", lambda: True)
    prepare()
    assert commands[0] == "migrate"


@pytest.mark.django_db
def test_a_step_that_fails_is_done_again(commands, monkeypatch):
    def fail(name, **options):
        raise RuntimeError

    with monkeypatch.context() as failing:
        failing.setattr(demonstration, "call_command", fail)
        with pytest.raises(RuntimeError):
            prepare()
    prepare()
    assert commands == ["load_places", "load_demo", "collectstatic"]


def test_a_digest_changes_with_name_size_or_date(tmp_path):
    file = tmp_path / "a"
    file.write_text("1")
    first = demonstration.digest([file])
    assert demonstration.digest([file]) == first
    os.utime(file, ns=(0, 1))
    assert demonstration.digest([file]) != first
