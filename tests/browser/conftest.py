"""Chromium and the site that it visits."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings as project_settings
from django.core.management import call_command
from django.test import override_settings
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import find_chromium
from tests.browser.server import running_site
from tests.browser.visit import Visit, visiting

Visitor = Callable[..., Visit]
# Whatever a test forgets, this machine alone has an address; `localhost` is another site than 127.0.0.1.
ONLY_HERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
ARGUMENTS = ["--disable-dev-shm-usage", ONLY_HERE]


@pytest.hookimpl(tryfirst=True)  # before pytest-django puts the tests of this kind last
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give each journey the database that a server in another thread sees."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start the Chromium of the system; without one, skip aloud, or fail when `CI=true`."""
    program = find_chromium()
    if program is None:
        reason = (
            "Chromium is not installed: as root, `apt-get install chromium`. Browser journeys did not run."
        )
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    # Playwright runs an event loop in this thread; Django would take our own queries for asynchronous ones.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def collected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """Collect static files once, as in production but for compression; return the settings for it."""
    where = {
        "STATIC_ROOT": tmp_path_factory.mktemp("static"),
        "STORAGES": project_settings.STORAGES
        | {"staticfiles": {"BACKEND": "territoires.static_storage.JoinedStaticStorage"}},
    }
    with override_settings(**where):
        call_command("collectstatic", interactive=False, verbosity=0)
    return where


@pytest.fixture
def site(transactional_db: None, collected: dict[str, object]) -> Iterator[str]:
    """Serve the site on the test's own database; give its address."""
    with override_settings(**collected), running_site() as address, override_settings(SITE_URL=address):
        yield address


@pytest.fixture
def visitor(chromium: Browser, site: str) -> Iterator[Visitor]:
    """Return what opens windows, `visitor(width=360, dark=True, javascript=False)`; fail if one of them complained."""
    tile_host = ".".join(urlsplit(project_settings.TILE_URL).netloc.split(".")[1:])
    with ExitStack() as windows:
        visits: list[Visit] = []

        def open_window(**options: object) -> Visit:
            visits.append(windows.enter_context(visiting(chromium, site, tile_host=tile_host, **options)))
            return visits[-1]

        yield open_window
        assert [fault for visit in visits for fault in visit.faults()] == []


@pytest.fixture
def visit(visitor: Visitor) -> Visit:
    """Open a window on a desktop, scripts on."""
    return visitor()
