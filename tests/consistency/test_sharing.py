"""Whatever page is passed on has a card: a title, a description, a picture that is really there."""

import re
from html import unescape

import pytest
from django.contrib.staticfiles import finders
from django.urls import URLPattern, get_resolver

from tests.strict_client import FRAMED_ANYWHERE, PAGES_WITH_COOKIE
from tests.whole_site import make_whole_site

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"
PROPERTY = re.compile(r'<meta property="og:([\w:]+)" content="([^"]*)">')
REQUIRED = {
    "title",
    "description",
    "type",
    "url",
    "site_name",
    "image",
    "image:width",
    "image:height",
    "image:alt",
}


def plain_routes():
    """Return the addresses of the routes that ask for nothing, but for those of the admin and of forms."""
    found = set()
    for pattern in get_resolver().url_patterns:
        inside = pattern.url_patterns if not isinstance(pattern, URLPattern) else [pattern]
        before = "" if isinstance(pattern, URLPattern) else str(pattern.pattern)
        for one in inside:
            path = f"/{before}{one.pattern}"
            if isinstance(one, URLPattern) and re.fullmatch(r"[\w./-]+", path):
                found.add(path)
    return {path for path in found if not PAGES_WITH_COOKIE.match(path) and not FRAMED_ANYWHERE.match(path)}


def test_every_public_page_has_a_card(client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        addresses = make_whole_site()
    routes = plain_routes()
    assert {"/carte/", "/initiatives/", "/flux/", "/rencontres/"} <= routes
    faults, pages, pictures = [], 0, set()
    for address in sorted({*addresses, *routes}):
        response = client.get(address)
        if response.streaming:  # a file that nobody reads to its end holds the place of another
            assert b"".join(response)
            continue
        if response.status_code != 200 or "html" not in response.headers["Content-Type"]:
            continue
        page = response.content.decode()
        if (
            FRAMED_ANYWHERE.match(address.partition("?")[0])
            or '<meta name="robots" content="noindex">' in page
        ):
            continue
        pages += 1
        said = {name: unescape(text).strip() for name, text in PROPERTY.findall(page)}
        faults += [f"{address}: og:{name}" for name in sorted(REQUIRED) if not said.get(name)]
        if not said.get("image", "").startswith(SITE) or not said.get("url", "").startswith(SITE):
            faults.append(f"{address}: addresses of another site")
        pictures.add(said.get("image", "").removeprefix(SITE))
    assert faults == []
    assert pages > 30
    assert len(pictures) > 6
    for picture in pictures:
        if picture.startswith("/static/"):
            assert finders.find(re.sub(r"\.[0-9a-f]{12}\.", ".", picture.removeprefix("/static/")))
        else:
            answer = client.get(picture)
            assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/jpeg")
