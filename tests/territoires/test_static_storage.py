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


def test_modules_import_each_other_by_digest(collected):
    name = collected.stored_name("js/map.js")
    assert re.fullmatch(r"js/map\.[0-9a-f]{12}\.js", name)
    with collected.open(name) as script:
        imports = re.findall(r"from\s+[\"']([^\"']+)[\"']", script.read().decode())
    assert imports
    assert all(re.search(r"\.[0-9a-f]{12}\.js$", path) for path in imports)


def test_files_are_compressed_once(collected):
    assert collected.exists(collected.stored_name("css/site.css") + ".gz")
