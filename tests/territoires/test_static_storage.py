import re

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

from territoires.static_storage import StaticStorage


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """Return the storage after `collectstatic`, in a folder of its own."""
    root = tmp_path_factory.mktemp("static")
    storage = StaticStorage(location=str(root), base_url="/static/")
    former, staticfiles_storage._wrapped = staticfiles_storage._wrapped, storage
    try:
        call_command("collectstatic", interactive=False, verbosity=0)
    finally:
        staticfiles_storage._wrapped = former
    return storage


def text(storage, name):
    with storage.open(storage.stored_name(name)) as file:
        return file.read().decode()


def test_modules_import_each_other_by_digest(collected):
    assert re.fullmatch(r"js/point_picker\.[0-9a-f]{12}\.js", collected.stored_name("js/point_picker.js"))
    imports = re.findall(r"from\s+[\"']([^\"']+)[\"']", text(collected, "js/point_picker.js"))
    assert imports
    assert all(re.search(r"\.[0-9a-f]{12}\.js$", path) for path in imports)


def test_a_script_with_modules_of_its_own_is_one_file(collected):
    script = text(collected, "js/map.js")
    assert "class Atlas" in script
    assert "class Markers" in script
    assert not re.search(r"^(?:import|export)\b", script, re.MULTILINE)
    assert len(text(collected, "js/map/markers.js").splitlines()) > 100  # other scripts may import it


def test_files_are_compressed_once(collected):
    assert collected.exists(collected.stored_name("css/site.css") + ".gz")


def test_the_address_of_a_file_is_made_once(collected, monkeypatch):
    first = collected.url("css/site.css")
    assert re.fullmatch(r"/static/css/site\.[0-9a-f]{12}\.css", first)
    monkeypatch.setattr(collected, "_url", None)
    assert collected.url("css/site.css") == first
