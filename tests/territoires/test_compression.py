import gzip

import brotli
import pytest
from django.http import FileResponse, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.test import RequestFactory

from territoires.compression import LEAST, CompressionMiddleware

PAGE = "<p>Un jardin cultivé à plusieurs.</p>" * 100


def answer(response, accepted="gzip, deflate, br", public=True):
    if public:
        response.headers["Cache-Control"] = "public, max-age=60"
    request = RequestFactory().get("/", headers={"Accept-Encoding": accepted})
    return CompressionMiddleware(lambda request: response)(request)


def encoding(*arguments, **options):
    return answer(*arguments, **options).headers.get("Content-Encoding", "")


@pytest.mark.parametrize(
    ("accepted", "name", "unpack"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip;q=1.0, br;q=0", "gzip", gzip.decompress),
        ("GZIP", "gzip", gzip.decompress),
        ("", "", bytes),
        ("identity, br;q=0.0, gzip; q=0", "", bytes),
    ],
)
def test_a_public_page_is_sent_as_the_visitor_can_read_it(accepted, name, unpack):
    response = answer(HttpResponse(PAGE, headers={"Content-Length": str(len(PAGE.encode()))}), accepted)
    assert response.headers.get("Content-Encoding", "") == name
    assert unpack(response.content).decode() == PAGE
    assert response.headers["Content-Length"] == str(len(response.content))
    assert response.headers["Vary"] == "Accept-Encoding"


def test_the_same_page_always_has_the_same_bytes():
    assert answer(HttpResponse(PAGE), "gzip").content == answer(HttpResponse(PAGE), "gzip").content


def test_a_page_for_one_visitor_is_never_compressed():
    """Its length would tell of the token in it (BREACH)."""
    assert encoding(HttpResponse(PAGE), public=False) == ""
    with_cookie = HttpResponse(PAGE)
    with_cookie.set_cookie("csrf", "x")
    assert encoding(with_cookie) == ""
    assert encoding(HttpResponse(PAGE, headers={"Vary": "Cookie"})) == ""


def test_what_would_gain_nothing_is_left_alone():
    assert encoding(HttpResponse("x" * (LEAST - 1))) == ""
    assert encoding(HttpResponse(b"x" * LEAST, content_type="image/webp")) == ""
    assert encoding(HttpResponse(PAGE, status=404)) == ""
    assert encoding(StreamingHttpResponse([PAGE])) == ""
    assert encoding(FileResponse([PAGE.encode()], content_type="text/plain")) == ""
    packed = HttpResponse(gzip.compress(PAGE.encode()), headers={"Content-Encoding": "gzip"})
    assert gzip.decompress(answer(packed).content).decode() == PAGE


@pytest.mark.parametrize(
    "kind",
    [
        "application/json",
        "application/geo+json",
        "application/atom+xml; charset=utf-8",
        "text/csv",
        "image/svg+xml",
    ],
)
def test_every_kind_of_text_is_compressed(kind):
    assert encoding(HttpResponse(PAGE, content_type=kind)) == "br"


def test_a_tag_says_the_page_and_not_its_bytes():
    assert answer(HttpResponse(PAGE, headers={"ETag": '"a"'})).headers["ETag"] == 'W/"a"'
    assert answer(HttpResponse(PAGE, headers={"ETag": 'W/"a"'})).headers["ETag"] == 'W/"a"'
    unchanged = answer(HttpResponseNotModified(headers={"ETag": '"a"'}))
    assert unchanged.headers["ETag"] == 'W/"a"'
    assert unchanged.headers["Vary"] == "Accept-Encoding"
    assert unchanged.content == b""


@pytest.mark.django_db
def test_a_page_of_the_site_is_confirmed_by_its_tag(client):
    accepted = {"Accept-Encoding": "gzip, br"}
    first = client.get("/carte/", headers=accepted)
    assert first.headers["Content-Encoding"] == "br"
    assert "Accept-Encoding" in first.headers["Vary"]
    again = client.get("/carte/", headers=accepted | {"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.headers["ETag"]) == (304, first.headers["ETag"])


@pytest.mark.django_db
def test_a_form_is_not_compressed(client):
    response = client.get("/initiatives/proposer/", headers={"Accept-Encoding": "gzip, br"})
    assert response.status_code == 200
    assert "Content-Encoding" not in response.headers
